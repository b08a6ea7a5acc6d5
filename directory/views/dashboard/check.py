"""Check your answers: what would be sent, sending it, taking it back, throwing it away."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from directory import unsaved
from directory.actions import profiles
from directory.actions.refusals import Refused
from directory.editing import drafts
from directory.forms.pages import BY_KEY
from directory.models import ProfileRevision, Therapist
from directory.presenters.check_page import CheckPage
from directory.terms import TERMS_VERSION

from . import SignedInRequest, behind_a_button, own_profile

PAGE = "directory:profile-check"


class VersionForm(forms.Form):
    """Which version of the draft somebody saw; what cannot be read is none that ever was."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    @property
    def version_seen(self) -> int:
        return self.cleaned_data.get("version", -1) if self.is_valid() else -1


class ConsentForm(forms.Form):
    """Asked for at the first time, and again when the terms have changed."""

    agrees = forms.BooleanField(
        label=gettext_lazy("I agree that my profile is listed here, under these terms."),
        error_messages={
            "required": gettext_lazy("Nobody is listed without agreeing to it. Tick the box.")
        },
    )

    def __init__(self, therapist: Therapist, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["agrees"].required = therapist.consent_version != TERMS_VERSION


@require_safe
def check(request: SignedInRequest) -> HttpResponse:
    therapist = own_profile(request)
    unsaved.unpark(request.session, therapist)
    return _show(request, therapist, ConsentForm(therapist))


@behind_a_button(PAGE)
def submit(request: SignedInRequest) -> HttpResponse:
    therapist = own_profile(request)
    form = ConsentForm(therapist, request.POST)
    if not form.is_valid():
        return _show(request, therapist, form)
    version, agrees = VersionForm(request.POST).version_seen, form.cleaned_data["agrees"]
    try:
        profiles.submit(therapist, by=request.user, version=version, agrees=agrees)
    except Refused as refusal:
        return _show(request, therapist, form, refusal=refusal)
    said = _("Sent. We write to you as soon as a moderator has read it.")
    messages.success(request, said)
    return redirect("directory:dashboard")


@behind_a_button(PAGE)
def withdraw(request: SignedInRequest) -> HttpResponse:
    """Leads back to the page of the editor on which the button was."""
    said = _("Taken back: it is a draft again, with all that you wrote.")
    _step(request, profiles.withdraw, said)
    page = request.POST.get("page", "")
    return redirect("directory:profile-edit", page=page) if page in BY_KEY else redirect(PAGE)


@behind_a_button(PAGE)
def discard(request: SignedInRequest) -> HttpResponse:
    _step(request, profiles.discard, _("The draft is thrown away."))
    return redirect("directory:dashboard")


def _step(request: SignedInRequest, step: Callable[..., ProfileRevision], said: str) -> None:
    version = VersionForm(request.POST).version_seen
    try:
        step(own_profile(request), by=request.user, version=version)
    except Refused as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, said)


def _show(
    request: SignedInRequest,
    therapist: Therapist,
    form: ConsentForm,
    refusal: Refused | None = None,
) -> HttpResponse:
    context = {
        "therapist": therapist,
        "area": "profile",
        "page": CheckPage(therapist, drafts.load(therapist)),
        "form": form,
        "refusal": refusal,
    }
    return render(request, "dashboard/check.html", context)
