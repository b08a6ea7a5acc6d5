"""Being listed: how it stands, leaving the list, coming back, and erasing the profile."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from directory import formatting, unsaved
from directory.actions import listing as actions
from directory.actions.refusals import Refused
from directory.forms.listing import RelistForm
from directory.models import Therapist
from directory.presenters.listing import ListingPage

from . import SignedInRequest, behind_a_button

PAGE = "directory:listing"


@require_safe
def listing(request: SignedInRequest) -> HttpResponse:
    therapist = _own(request)
    return _page(request, therapist, RelistForm())


@behind_a_button(PAGE)
def unlist(request: SignedInRequest) -> HttpResponse:
    therapist = _own(request)
    was_listed = therapist.is_public(timezone.localdate())
    actions.unlist(therapist, by=request.user)
    messages.success(request, _left_the_list() if was_listed else _was_on_no_list())
    return redirect(PAGE)


@behind_a_button(PAGE)
def relist(request: SignedInRequest) -> HttpResponse:
    therapist = _own(request)
    form = RelistForm(request.POST)
    if not form.is_valid():
        return _page(request, therapist, form)
    try:
        actions.relist(therapist, by=request.user, agrees=form.cleaned_data["agrees"])
    except Refused as refused:
        messages.warning(request, refused.message)
    else:
        messages.success(request, _("You are on the list again."))
    return redirect(PAGE)


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def erase(request: SignedInRequest) -> HttpResponse:
    """It asks first; whoever found a computer signed in has to sign in again."""
    therapist = _own(request)
    if request.method == "POST":
        actions.erase(therapist, by=request.user)
        request.session.pop(unsaved.SESSION_KEY, None)
        messages.success(request, _("Your profile is erased. Your account is still here."))
        return redirect("directory:dashboard")
    context = {"therapist": therapist, "area": "listing"}
    return render(request, "dashboard/erase.html", context)


def _page(request: SignedInRequest, therapist: Therapist, form: RelistForm) -> HttpResponse:
    today, until = timezone.localdate(), therapist.paused_until
    context = {
        "therapist": therapist,
        "area": "listing",
        "listing": ListingPage(therapist, today),
        "away_until": formatting.day(until) if until and therapist.is_paused(today) else "",
        "form": form,
    }
    return render(request, "dashboard/listing.html", context)


def _left_the_list() -> str:
    return _("You are not listed any more. Nobody else can see your profile.")


def _was_on_no_list() -> str:
    return _("Your agreement to be listed is taken back. Nobody else can see your profile.")


def _own(request: SignedInRequest) -> Therapist:
    return get_object_or_404(Therapist.objects.owned_by(request.user))
