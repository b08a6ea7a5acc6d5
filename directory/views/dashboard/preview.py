"""The profile as patients would see it: on a large screen, a phone and paper."""

from __future__ import annotations

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from directory.editing import drafts
from directory.editing.applying import OutdatedContent
from directory.editing.preview import rendered
from directory.presenters.outdated import missing_words

from . import SignedInRequest, own_profile


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # it types every request alike
@require_safe
def preview(request: SignedInRequest) -> HttpResponse:
    """Holds frames of the page below: these two alone may frame and be framed."""
    therapist = own_profile(request)
    context = {
        "therapist": therapist,
        "area": "preview",
        "draft": drafts.load(therapist),
        "has_unsaved": therapist.unsaved_texts.exists(),
    }
    return render(request, "dashboard/preview.html", context)


@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]  # it types every request alike
@xframe_options_sameorigin
@require_safe
def page(request: SignedInRequest) -> HttpResponse:
    therapist = own_profile(request)
    draft = drafts.load(therapist)
    submitted_at = draft.revision.submitted_at if draft.revision else None
    confirmed_on = timezone.localdate(submitted_at) if submitted_at else None
    if draft.revision is None:  # as it is now, with the day on which it was confirmed
        confirmed_on = therapist.confirmed_on
    try:
        html = rendered(
            request,
            therapist.pk,
            draft.content,
            template="dashboard/preview_page.html",
            confirmed_on=confirmed_on,
            extra={"is_paper": request.GET.get("as") == "paper", "draft": draft},
        )
    except OutdatedContent as outdated:
        context = {"missing": missing_words(outdated, draft.content)}
        response = render(request, "dashboard/preview_outdated.html", context, status=409)
    else:
        response = HttpResponse(html)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response
