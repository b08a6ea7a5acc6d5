"""The page that an invitation leads to: what we know, where it is from, and the answers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.actions import inviting
from directory.actions.refusals import Refused
from directory.forms.pages import PAGES
from directory.invitations import waiting
from directory.models import Invitation, Therapist
from directory.presenters.invitation import lines

from .dashboard import SignedInRequest, is_signed_in

#: Answers that lead to an account first.
ENTRANCES = {"sign-up": "account_signup", "sign-in": "account_login"}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing, since programs that scan mails follow every link in them."""
    return _page(request, inviting.find(token))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_invitation(request: SignedInRequest) -> HttpResponse:
    """The same without the link of the mail, after signing up, in any browser."""
    return _page(request, waiting.find(request.session, request.user))


def _page(request: HttpRequest, found: Invitation | None) -> HttpResponse:
    if found is None:
        return render(request, "directory/invitation_over.html", _frame(request), status=404)
    answer = request.POST.get("answer", "")
    if answer == "decline":
        inviting.decline(found)
        waiting.forget(request.session)
        return render(request, "directory/invitation_declined.html", _frame(request))
    if is_signed_in(request):
        return _accept(request, found) if answer == "accept" else _show(request, found)
    if answer in ENTRANCES:
        return _lead_to_account(request, found, ENTRANCES[answer])
    return _show(request, found)


def _accept(request: SignedInRequest, found: Invitation) -> HttpResponse:
    try:
        inviting.accept(found, by=request.user)
    except Refused as refused:
        return _show(request, found, refusal=refused.message)
    waiting.forget(request.session)
    messages.success(request, _("This is your draft. Nothing in it is public."))
    return redirect("directory:profile-edit", page=PAGES[0].key)


def _lead_to_account(request: HttpRequest, found: Invitation, entrance: str) -> HttpResponse:
    """The link of the mail must be in no other address: those of pages end up in logs."""
    waiting.remember(request.session, found)
    messages.info(request, _("Your invitation is kept. You will find it when you are signed in."))
    back = urlencode({"next": reverse("directory:own-invitation")})
    return redirect(f"{reverse(entrance)}?{back}")


def _show(request: HttpRequest, found: Invitation, *, refusal: str = "") -> HttpResponse:
    frame = _frame(request)
    context = {"invitation": found, "lines": lines(found, frame["therapist"]), "refusal": refusal}
    return render(request, "directory/invitation.html", context | frame)


def _frame(request: HttpRequest) -> dict[str, Any]:
    """Who is signed in is in their own area; a public page would offer them to sign in."""
    if not is_signed_in(request):
        return {"layout": "layouts/page.html", "therapist": None}
    therapist = Therapist.objects.owned_by(request.user).with_answers().first()
    return {"layout": "layouts/dashboard.html", "area": "invitation", "therapist": therapist}
