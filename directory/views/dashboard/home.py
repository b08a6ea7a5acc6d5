"""The first page of a therapist's own area, and how a profile begins."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from directory import unsaved
from directory.actions import profiles
from directory.actions.refusals import Refused
from directory.editing import drafts
from directory.forms.pages import PAGES
from directory.invitations import waiting
from directory.models import Therapist
from directory.presenters.dashboard import Home
from sciatica_site.hooks import area_notes

from . import SignedInRequest, behind_a_button


class StartForm(forms.Form):
    """All that a profile needs to begin."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=profiles.LONGEST_NAME,
        help_text=_("The name under which you work, such as Dana Whitfield."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )


@require_safe
def dashboard(request: SignedInRequest) -> HttpResponse:
    therapist = Therapist.objects.owned_by(request.user).with_answers().first()
    if therapist is None:
        return _show_start(request, StartForm(initial={"name": request.user.name}))
    unsaved.unpark(request.session, therapist)
    home = Home(therapist, drafts.load(therapist), timezone.localdate())
    notes = [note for _name, ask in area_notes if (note := ask(request.user))]
    context = {"therapist": therapist, "area": "profile", "home": home, "notes": notes}
    return render(request, "dashboard/home.html", context)


@behind_a_button("directory:dashboard")
def start(request: SignedInRequest) -> HttpResponse:
    """Somebody who has a profile keeps it."""
    form = StartForm(request.POST)
    if not form.is_valid():
        return _show_start(request, form)
    try:
        profiles.start(by=request.user, name=form.cleaned_data["name"])
    except Refused as refusal:
        form.add_error("name", refusal.message)
        return _show_start(request, form)
    return redirect("directory:profile-edit", page=PAGES[0].key)


def _show_start(request: SignedInRequest, form: StartForm) -> HttpResponse:
    context = {
        "therapist": None,
        "area": "profile",
        "form": form,
        "invitation": waiting.find(request.session, request.user),
    }
    return render(request, "dashboard/start.html", context)
