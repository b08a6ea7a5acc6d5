"""A therapist's messages as a list, whether new ones may come, and how to stay safe."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.models import Therapist
from directory.views.dashboard import SignedInRequest, behind_a_button
from inquiries.actions import boxes
from inquiries.presenters.inbox import Inbox
from inquiries.refusals import Refused

PAGE = "inquiries:inbox"


@require_safe
def inbox(request: SignedInRequest) -> HttpResponse:
    therapist = _own(request)
    page = Inbox(
        therapist,
        request.user,
        show=request.GET.get("show", ""),
        page=request.GET.get("page", "1"),
        now=timezone.now(),
    )
    context = {"therapist": therapist, "area": "messages", "inbox": page}
    return render(request, "inquiries/inbox.html", context)


@require_safe
def safety(request: SignedInRequest) -> HttpResponse:
    context = {"therapist": _own(request), "area": "messages"}
    return render(request, "inquiries/safety.html", context)


@behind_a_button(PAGE)
def open_box(request: SignedInRequest) -> HttpResponse:
    try:
        boxes.open_again(_own(request), by=request.user)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Your messages are open again."))
    return redirect(PAGE)


@behind_a_button(PAGE)
def close_box(request: SignedInRequest) -> HttpResponse:
    boxes.close(_own(request), by=request.user)
    messages.success(
        request, _("Your messages are closed for now. What came before still waits for an answer.")
    )
    return redirect(PAGE)


def _own(request: SignedInRequest) -> Therapist:
    mine = Therapist.objects.owned_by(request.user).select_related("inquiry_box")
    return get_object_or_404(mine)
