"""The pages about a moderator's decision: why, a reply to it, and asking another moderator."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory import hidings
from directory.actions import appeals
from directory.actions import hiding as hiding_actions
from directory.actions.refusals import Refused
from directory.forms.decisions import AppealForm, ReplyForm
from directory.forms.texts import mended
from directory.models import Hiding, ProfileRevision
from directory.presenters.decisions import DecisionPage, HidingDecision, TextDecision
from sciatica_site import unfinished
from sciatica_site.hooks import AreaNote, beside_hidings

from . import SignedInRequest

FORMS: dict[str, type[forms.Form]] = {"reply": ReplyForm, "appeal": AppealForm}


@require_safe
def decision(request: SignedInRequest, number: int) -> HttpResponse:
    """About a text, by its number, which its therapist sees in the list of changes."""
    return _show(request, TextDecision(_text(request, number)))


@require_safe
def hiding(request: SignedInRequest, number: int) -> HttpResponse:
    about = _hiding(request, number)
    kept = unfinished.kept(request.session, _page_key(about))
    return _show(request, HidingDecision(about), kept=kept)


def decision_appeal(request: SignedInRequest, number: int) -> HttpResponse:
    if request.method != "POST":
        return _to_the_button(request, "directory:decision", number)
    revision = _text(request, number)
    refused = _appeal(request, revision)
    if refused is None:
        return redirect("directory:decision", number=number)
    return _show(request, TextDecision(_text(request, number)), {"appeal": refused})


def hiding_appeal(request: SignedInRequest, number: int) -> HttpResponse:
    return _hiding_step(request, number, "appeal", _appeal)


def hiding_reply(request: SignedInRequest, number: int) -> HttpResponse:
    return _hiding_step(request, number, "reply", _reply)


def _hiding_step(
    request: SignedInRequest,
    number: int,
    name: str,
    step: Callable[[SignedInRequest, Hiding], forms.Form | None],
) -> HttpResponse:
    """One of the two things to write on that page; what stands in the other one stays."""
    if request.method != "POST":
        return _to_the_button(request, "directory:hiding", number)
    about = _hiding(request, number)
    typed = {name: text for name in FORMS if (text := mended(request.POST).get(name, "").strip())}
    beside = {other: text for other, text in typed.items() if other != name}
    if unfinished.fits(beside):
        refused = step(request, about)
    else:
        refused = FORMS[name](mended(request.POST))
        text = _("The other text on this page is too long to be kept. Make it shorter first.")
        refused.add_error(name, text)
    kept = beside if refused is None else typed
    if unfinished.fits(kept):
        unfinished.keep(request.session, _page_key(about), kept)
    if refused is None:
        return redirect("directory:hiding", number=number)
    return _show(request, HidingDecision(_hiding(request, number)), {name: refused}, beside)


def _page_key(about: Hiding) -> str:
    return f"directory.hiding {about.pk}"


def _reply(request: SignedInRequest, about: Hiding) -> forms.Form | None:
    """Sends it; gives the form with what was wrong, or nothing when it is done."""
    form = ReplyForm(mended(request.POST))
    if not form.is_valid():
        return form
    try:
        hiding_actions.reply(about.pk, form.cleaned_data["reply"], by=request.user)
    except Refused as refusal:
        form.add_error("reply", refusal.message)
        return form
    messages.success(request, _("Sent. The moderator who looks next reads it."))
    return None


def _appeal(request: SignedInRequest, about: ProfileRevision | Hiding) -> forms.Form | None:
    """Asks; gives the form with what was wrong, or nothing when it is done."""
    form = AppealForm(mended(request.POST))
    if not form.is_valid():
        return form
    text = form.cleaned_data["appeal"]
    try:
        appeals.appeal(about.therapist_id, about=about, text=text, by=request.user)
    except Refused as refusal:
        form.add_error("appeal", refusal.message)
        return form
    messages.success(request, _("Sent. Another moderator reads it and decides."))
    return None


def _to_the_button(request: SignedInRequest, page: str, number: int) -> HttpResponse:
    """Signing in again ends in a GET, which leads to where the button is."""
    if request.method in ("GET", "HEAD"):
        return redirect(page, number=number)
    return HttpResponseNotAllowed(["GET", "HEAD", "POST"])


def _text(request: SignedInRequest, number: int) -> ProfileRevision:
    return get_object_or_404(appeals.decisions_for(request.user), number=number)


def _hiding(request: SignedInRequest, number: int) -> Hiding:
    return get_object_or_404(hidings.own_ones(request.user), pk=number)


def _show(
    request: SignedInRequest,
    page: DecisionPage,
    sent: Mapping[str, forms.Form] | None = None,
    kept: Mapping[str, str] | None = None,
) -> HttpResponse:
    """`sent` has the form that came back, `kept` what stood in the other. Both are shown even where
    it is too late: what was typed is in them."""
    sent, kept = sent or {}, kept or {}
    shown = {name: sent.get(name) or form(initial=dict(kept)) for name, form in FORMS.items()}
    context = {
        "therapist": page.therapist,
        "area": "profile",
        "page": page,
        "reply_form": shown["reply"],
        "appeal_form": shown["appeal"],
        "wrong": next(iter(sent.values()), None),
        "beside": _beside(request) if isinstance(page, HidingDecision) else [],
    }
    return render(request, "dashboard/decision.html", context)


def _beside(request: SignedInRequest) -> list[AreaNote]:
    return [note for _name, ask in beside_hidings for note in ask(request.user)]
