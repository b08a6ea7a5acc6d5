"""Inquiries and conversations as moderators know them: states and dates, never who or what."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.permissions import person
from inquiries import moments
from inquiries.actions import sending
from inquiries.choices import InquiryState
from inquiries.models import Conversation, Inquiry
from inquiries.permissions import can_let_go
from inquiries.refusals import Refused
from sciatica_site.admin.reading import ReadOnlyAdmin, StepsAdmin
from sciatica_site.sealing import CannotUnseal

logger = logging.getLogger(__name__)


@admin.register(Inquiry)
class InquiryAdmin(StepsAdmin):
    list_display = ("state", "suspicion", "since", "therapists", "number")
    list_filter = ("state", "suspicion")
    search_fields = ("=number",)
    date_hierarchy = "created_at"
    actions = ("let_go", "drop")
    fields = (
        "number", "state", "suspicion", "therapists", "is_blind", "created_at", "confirmed_at",
        "sent_at", "last_written_at", "text_removed_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Inquiry]:
        rows: QuerySet[Inquiry] = super().get_queryset(request)
        # For the rows that are shown; a database would count for the whole table before it sorts.
        asked = Prefetch("conversations", Conversation.objects.only("inquiry"))
        return rows.defer("sealed", "sender_digest").prefetch_related(asked)

    @admin.display(description=_("since"), ordering="created_at")
    def since(self, inquiry: Inquiry) -> str:
        return moments.since(inquiry.created_at, inquiry.sent_at, timezone.now())

    @admin.display(description=_("therapists"))
    def therapists(self, inquiry: Inquiry) -> int:
        return len(inquiry.conversations.all())

    def steps(self, request: HttpRequest, row: Inquiry) -> list[tuple[str, str]]:
        return super().steps(request, row) if row.state == InquiryState.QUARANTINED else []

    @admin.action(
        description=_("Release: deliver it like any other message"), permissions=["change"]
    )
    def let_go(self, request: HttpRequest, rows: QuerySet[Inquiry]) -> None:
        self._decide(request, rows, sending.let_go, _("%(count)d released."))

    @admin.action(description=_("Refuse: nobody will get it"), permissions=["change"])
    def drop(self, request: HttpRequest, rows: QuerySet[Inquiry]) -> None:
        self._decide(request, rows, sending.drop, _("%(count)d refused."))

    def _decide(
        self,
        request: HttpRequest,
        rows: QuerySet[Inquiry],
        decide: Callable[..., object],
        done: Promise,
    ) -> None:
        """Only what waits for a moderator; whatever else was ticked is counted and said.

        One that is refused, or that no key opens, does not stop the others.
        """
        by = person(request)
        if not can_let_go(by):
            raise PermissionDenied
        chosen = rows.count()
        decided, failed = 0, []
        waiting = list(Inquiry.objects.filter(pk__in=rows, state=InquiryState.QUARANTINED))
        for inquiry in waiting:
            try:
                decide(inquiry, by=by)
                decided += 1
            except Refused as refusal:
                failed.append(f"{inquiry}: {refusal}")
            except CannotUnseal:
                logger.error("No key opens inquiry %s", inquiry.number)
                failed.append(f"{inquiry}: {_('Our keys do not open it. Tell the operator.')}")
        self.message_user(request, str(done) % {"count": decided}, messages.SUCCESS)
        for text in failed:
            self.message_user(request, text, messages.WARNING)
        if rest := chosen - len(waiting):
            text = ngettext(
                "%(rest)d did not wait for a decision: nothing was done about it.",
                "%(rest)d did not wait for a decision: nothing was done about them.",
                rest,
            )
            self.message_user(request, text % {"rest": rest}, messages.WARNING)


class LongWaitFilter(admin.SimpleListFilter):
    title = _("waiting")
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("long", _("For three working days and more"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Conversation]
    ) -> QuerySet[Conversation]:
        if self.value() != "long":
            return queryset
        return queryset.filter(
            pk__in=Conversation.objects.waiting_long(timezone.now()).values("pk")
        )


@admin.register(Conversation)
class ConversationAdmin(ReadOnlyAdmin):
    list_display = (
        "number", "therapist", "status", "sent_at", "answer", "answered_at", "undelivered_at",
    )  # fmt: skip
    list_filter = (
        LongWaitFilter,
        "status",
        "answer",
        ("undelivered_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("therapist",)
    search_fields = ("=number", "therapist__name")
    date_hierarchy = "sent_at"
    fields = (
        "number", "therapist", "status", "sent_at", "opened_at", "answer", "answered_at",
        "revealed_at", "patient_says", "nudged_at", "offered_others_at", "undelivered_at",
        "closed_at",
    )  # fmt: skip
    actions = None
