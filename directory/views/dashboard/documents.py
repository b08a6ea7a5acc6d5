"""Copies of credentials and policies: sent in, listed, opened, removed."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from directory.actions.refusals import Refused
from directory.models import Therapist
from directory.uploads import access, limits, removal, serving
from directory.uploads import documents as actions
from directory.uploads.forms import DocumentForm

from . import SignedInRequest, behind_a_button

PAGE = "directory:documents"


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: SignedInRequest) -> HttpResponse:
    therapist = _own(request)
    if request.method != "POST":
        return _show(request, therapist, DocumentForm())
    form = DocumentForm(request.POST, request.FILES)
    if not limits.is_within_limit(request):
        form.refuse_files()
        return limits.refuse_for_now(_show(request, therapist, form))
    if not form.is_valid():
        return _show(request, therapist, form)
    format, content = form.cleaned_data["file"]
    kind = form.cleaned_data["kind"]
    try:
        actions.add(therapist, kind=kind, format=format, content=content)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, therapist, form)
    messages.success(request, _("The document is stored. Only you and moderators can open it."))
    return redirect(PAGE)


@require_safe
def download(request: SignedInRequest, token: str) -> HttpResponseBase:
    """For its owner; for a moderator, who leaves a line in the record. For others it is 404."""
    document = access.find(access.documents_for(request, request.user), token)
    response = serving.attachment(request, document)
    if request.method == "GET" and response.status_code == 200:
        actions.opened(document, by=request.user)
    return response


@behind_a_button(PAGE)
def remove(request: SignedInRequest, token: str) -> HttpResponse:
    own = access.kept(timezone.localdate()).filter(therapist=_own(request))
    removal.remove(access.find(own, token))
    messages.success(request, _("The document is deleted."))
    return redirect(PAGE)


def _own(request: SignedInRequest) -> Therapist:
    return get_object_or_404(Therapist.objects.owned_by(request.user))


def _show(request: SignedInRequest, therapist: Therapist, form: DocumentForm) -> HttpResponse:
    kept = access.kept(timezone.localdate()).filter(therapist=therapist).select_related("kind")
    context = {
        "therapist": therapist,
        "area": "documents",
        "form": form,
        "documents": kept,
        "most": actions.MOST_DOCUMENTS,
        "days": actions.KEPT_FOR.days,
        "open_to_moderators": access.scans_for_others(),
    }
    return render(request, "dashboard/documents.html", context)
