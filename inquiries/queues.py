"""The piles of work that patients, therapists and visitors leave for moderators."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from sciatica_site.hooks import QueueCount, Viewer

from .choices import CaseState, InquiryState
from .models import Complaint, Conversation, Inquiry, Report
from .querysets import ReportQuerySet


def serious_reports_waiting(viewer: Viewer) -> QueueCount:
    """Until they are decided, also while a therapist has time to answer."""
    return _pile(
        _of_others(viewer).open().filter(is_serious=True),
        "made_at",
        label=_("Reports of serious conduct"),
        page="report",
        query=f"state__exact={CaseState.OPEN}&is_serious__exact=1",
        rank=1,
    )


def reports_waiting(viewer: Viewer) -> QueueCount:
    """Those that a moderator can go on with; not those whose therapist still may answer."""
    return _pile(
        _of_others(viewer).waiting_for_moderators(timezone.now()).filter(is_serious=False),
        "made_at",
        label=_("Reports of profiles"),
        page="report",
        query="waits=moderators&is_serious__exact=0",
    )


def complaints_waiting(viewer: Viewer) -> QueueCount:
    return _pile(
        Complaint.objects.filter(state=CaseState.OPEN),
        "made_at",
        label=_("Messages that therapists reported"),
        page="complaint",
        query=f"state__exact={CaseState.OPEN}",
        rank=10,
    )


def messages_held_back(viewer: Viewer) -> QueueCount:
    return _pile(
        Inquiry.objects.filter(state=InquiryState.QUARANTINED),
        "created_at",
        label=_("Messages held back"),
        page="inquiry",
        query=f"state__exact={InquiryState.QUARANTINED}",
        rank=20,
    )


def messages_unanswered(viewer: Viewer) -> QueueCount:
    """For more than three working days; nobody decides anything, but somebody may ask."""
    return _pile(
        Conversation.objects.waiting_long(timezone.now()),
        "sent_at",
        label=_("Messages without an answer for three working days"),
        page="conversation",
        query="waits=long",
        right="view",
        rank=60,
    )


def _of_others(viewer: Viewer) -> ReportQuerySet:
    """The rows of that person's own list: a number tells of a report of their own profile, too."""
    return Report.objects.not_about(viewer) if isinstance(viewer, User) else Report.objects.none()


def _pile(
    rows: QuerySet[Any],
    since: str,
    *,
    label: str,
    page: str,
    query: str,
    right: str = "change",
    rank: int = 30,
) -> QueueCount:
    """Its count and the day of the oldest in one query, and the very list of what was counted."""
    found = rows.order_by().aggregate(count=Count("pk"), oldest=Min(since))
    return QueueCount(
        label=label,
        count=found["count"],
        url=f"{reverse(f'admin:inquiries_{page}_changelist')}?{query}",
        permission=f"inquiries.{right}_{page}",
        oldest=found["oldest"],
        rank=rank,
    )


ALL = {
    "reports of serious conduct": serious_reports_waiting,
    "reports of profiles": reports_waiting,
    "reported messages": complaints_waiting,
    "messages held back": messages_held_back,
    "messages without an answer": messages_unanswered,
}
