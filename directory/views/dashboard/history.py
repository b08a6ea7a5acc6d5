"""What happened to the own profile, and taking back the last change of a small fact."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.actions import live
from directory.actions.refusals import Refused
from directory.presenters.history import History

from . import SignedInRequest, behind_a_button, own_profile


class UndoForm(forms.Form):
    change = forms.IntegerField(min_value=1, max_value=2**63 - 1)


@require_safe
def history(request: SignedInRequest) -> HttpResponse:
    therapist = own_profile(request)
    page = History(therapist, request.GET.get("page", "1"))
    context = {"therapist": therapist, "area": "history", "history": page}
    return render(request, "dashboard/history.html", context)


@behind_a_button("directory:profile-history")
def undo(request: SignedInRequest) -> HttpResponse:
    """The page names the change that it showed, so that no other one is taken back."""
    therapist = own_profile(request)
    form = UndoForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the change that you want to take back."))
        return redirect("directory:profile-history")
    try:
        live.undo(form.cleaned_data["change"], therapist=therapist, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The change was taken back. Patients see it so already."))
    return redirect("directory:profile-history")
