"""The pages on which a therapist answers, and the keeping of what is typed there."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from directory import unsaved
from directory.actions import pages
from directory.actions.pages import Saved
from directory.actions.refusals import Refused
from directory.editing import drafts
from directory.forms.page_forms import press_row_button
from directory.forms.pages import PAGES, EditorPage
from directory.models import Therapist
from directory.presenters.dashboard import Home
from directory.presenters.editor import OpenedPage, reopened
from directory.unsaved import Typed
from sciatica_site.kept_form import is_from_this_site
from sciatica_site.staff_sessions import holds_for_staff

from . import SignedInRequest, is_signed_in, own_profile, page_of_editor

SIGNED_OUT = 401
TOO_LARGE = 413


# Both views ask for themselves who is there and whether the form is theirs: what was typed
# outlives the end of a session, and signing in anew in another tab.
@csrf_exempt  # not unchecked: `_forgery` is Django's own check, and a refused form only waits
@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@holds_for_staff
def edit(request: HttpRequest, page: str) -> HttpResponse:
    if not is_signed_in(request):
        if _park(request, page):
            said = _("You have been signed out. Sign in again: what you typed is waiting for you.")
            messages.info(request, said)
        return redirect_to_login(request.path)
    opened = page_of_editor(page)
    if request.method == "POST":
        refusal = _forgery(request)
        if refusal is None:
            return _take(request, own_profile(request), opened)
        return redirect(request.path) if _park(request, page) else refusal
    return _open(request, own_profile(request), opened)


@csrf_exempt  # checked by `_forgery`, as above
@login_not_required
@never_cache
@sensitive_post_parameters()
@require_POST
@holds_for_staff
def keep_typed(request: HttpRequest, page: str) -> HttpResponse:
    """Called by editor.js. Nothing of it reaches the draft or the profile."""
    refusal = _forgery(request)
    if refusal is not None or not is_signed_in(request):
        if _park(request, page):
            return JsonResponse({"kept": False}, status=SIGNED_OUT)
        return refusal or redirect_to_login(request.path.removesuffix("typed/"))
    opened = page_of_editor(page)
    text = unsaved.typed(opened, request.POST)
    shown = _shown(own_profile(request), opened, text)
    kept = _note(shown)
    return JsonResponse({"kept": kept}, status=200 if kept else TOO_LARGE)


def _forgery(request: HttpRequest) -> HttpResponse | None:
    """Django's own check, which refuses without giving the view a chance to keep the text."""
    check = CsrfViewMiddleware(lambda _request: HttpResponse())
    return check.process_view(request, _open, (), {})


def _park(request: HttpRequest, key: str) -> bool:
    """Keep what was sent by somebody who was signed out meanwhile, if it is from our own page."""
    if request.method != "POST" or not is_from_this_site(request):
        return False
    if not ratelimit.consume(request, action="parked_text"):
        return False
    text = unsaved.typed(page_of_editor(key), request.POST)
    return unsaved.park(request.session, request.POST.get("ticket", ""), key, text)


def _open(request: SignedInRequest, therapist: Therapist, page: EditorPage) -> HttpResponse:
    if page.key in unsaved.unpark(request.session, therapist):
        messages.info(request, _("You had been signed out. This is what you typed."))
    kept = unsaved.load(therapist).get(page.key)
    shown = reopened(therapist, page, drafts.load(therapist), kept)
    return _show(request, shown, kept=kept)


def _take(request: SignedInRequest, therapist: Therapist, page: EditorPage) -> HttpResponse:
    pressed = request.POST.get("go", "")
    if pressed == "discard":
        unsaved.discard(therapist, page.key, unsaved.typed(page, request.POST))
        messages.success(request, _("The text that was not saved is gone."))
        return redirect(request.path)
    if (changed := press_row_button(page, request.POST)) is not None:
        shown = _shown(therapist, page, unsaved.typed(page, changed))
        _note(shown)
        return _show(request, shown)
    shown = _shown(therapist, page, unsaved.typed(page, request.POST), show_errors=True)
    if not shown.typed_parts:
        return redirect(request.path)
    return _save(request, shown, go_on=pressed == "next")


def _save(request: SignedInRequest, shown: OpenedPage, *, go_on: bool) -> HttpResponse:
    page, therapist = shown.page, shown.therapist
    refusal = ""
    if shown.typed.is_valid():
        text, draft = shown.text, shown.draft
        try:
            saved = pages.save(
                therapist, page, shown.typed, by=request.user, draft=draft, text=text
            )
        except Refused as error:
            refusal = error.message
        else:
            messages.success(request, _said(saved, is_public=_is_public(therapist)))
            return redirect(_page_after(page)) if go_on else redirect(request.path)
    unsaved.keep(therapist, page.key, shown.text, was_sent=True)
    return _show(request, shown, refusal=refusal)


def _shown(
    therapist: Therapist, page: EditorPage, text: Typed, *, show_errors: bool = False
) -> OpenedPage:
    draft = drafts.load(therapist)
    return OpenedPage(therapist, page, draft, text, is_sent=True, show_errors=show_errors)


def _note(shown: OpenedPage) -> bool:
    """Keep what is typed and not sent, unless it says what is saved anyway."""
    if shown.says_nothing_new:
        unsaved.discard(shown.therapist, shown.page.key, shown.text)
        return True
    return unsaved.keep(shown.therapist, shown.page.key, shown.text, was_sent=False)


def _is_public(therapist: Therapist) -> bool:
    return therapist.is_public(timezone.localdate())


def _said(saved: Saved, *, is_public: bool) -> str:
    texts = [_("Saved in your draft.")] if saved.in_draft else []
    if saved.facts and not is_public:
        texts.append(_("Saved. Patients see it once your profile is public."))
    elif saved.facts:
        names = ", ".join(str(fact.label) for fact in saved.facts)
        texts.append(_("Live now: %(facts)s.") % {"facts": names})
    return " ".join(texts) or _("Nothing had changed.")


def _page_after(page: EditorPage) -> str:
    place = PAGES.index(page) + 1
    if place == len(PAGES):
        return resolve_url("directory:profile-check")
    return resolve_url("directory:profile-edit", page=PAGES[place].key)


def _show(request: SignedInRequest, shown: OpenedPage, **context: object) -> HttpResponse:
    progress = Home(shown.therapist, shown.draft, timezone.localdate())
    context |= {
        "therapist": shown.therapist,
        "area": "profile",
        "opened": shown,
        "progress": progress,
        "steps": progress.steps(shown.page.key),
    }
    return render(request, "dashboard/edit.html", context)
