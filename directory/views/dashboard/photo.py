"""The photo of a therapist: the approved one, the one that waits, another one, none."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from directory.actions.refusals import Refused
from directory.editing import drafts
from directory.models import Therapist
from directory.uploads import access, limits, photos, serving
from directory.uploads.forms import PhotoForm

from . import SignedInRequest, behind_a_button, own_profile

PAGE = "directory:profile-photo"


@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: SignedInRequest) -> HttpResponse:
    therapist = own_profile(request)
    if request.method != "POST":
        return _show(request, therapist, PhotoForm())
    form = PhotoForm(request.POST, request.FILES)
    if not limits.is_within_limit(request):
        form.refuse_files()
        return limits.refuse_for_now(_show(request, therapist, form))
    if not form.is_valid():
        return _show(request, therapist, form)
    try:
        photos.put(therapist, by=request.user, picture=form.cleaned_data["photo"])
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, therapist, form)
    messages.success(request, _("Your photo is in the draft. Send the draft to have it shown."))
    return redirect(PAGE)


@behind_a_button(PAGE)
def remove(request: SignedInRequest) -> HttpResponse:
    therapist = own_profile(request)
    try:
        photos.take_out(therapist, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Your page and your draft have no photo now."))
    return redirect(PAGE)


@require_safe
def show(request: SignedInRequest, token: str) -> HttpResponseBase:
    """Also before it is approved: for its therapist, and for moderators."""
    found = access.find(access.photos_for(request, request.user), token)
    return serving.private_photo(request, found)


def _show(request: SignedInRequest, therapist: Therapist, form: PhotoForm) -> HttpResponse:
    draft = drafts.load(therapist)
    approved = therapist.photo.token if therapist.photo else ""
    drafted = draft.content["about"]["photo"]
    context = {
        "therapist": therapist,
        "area": "photo",
        "form": form,
        "draft": draft,
        "approved": approved,
        "drafted": drafted,
        "is_changed": drafted != approved,
    }
    return render(request, "dashboard/photo.html", context)
