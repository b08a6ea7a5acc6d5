"""The named sets of inquiries and conversations from which every page starts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from directory.choices import ProfileStatus
from directory.places.time_zones import ANYWHERE

from . import working_days
from .choices import (
    Answer,
    CaseState,
    ConversationStatus,
    InquiryState,
    PatientSays,
    Writer,
)
from .reports.standing import TIME_TO_REPLY

if TYPE_CHECKING:
    from accounts.models import User

    from .models import Conversation, Inquiry, Report

#: Working days.
LONG_WAIT_DAYS = 3


class InquiryQuerySet(QuerySet["Inquiry"]):
    def of_sender(self, digest: str) -> InquiryQuerySet:
        """All from one mailbox whose text is still here."""
        return self.filter(sender_digest=digest, sealed__isnull=False)

    def deletable(self) -> InquiryQuerySet:
        """What its sender may still delete, whatever became of it here."""
        return self.filter(sealed__isnull=False).exclude(state=InquiryState.DELETED)

    def readable_by_sender(self) -> InquiryQuerySet:
        """What a signed link may open: not yet deleted, refused or emptied.

        Who has confirmed a message is not told that it waits for a moderator.
        """
        held_back = Q(state=InquiryState.QUARANTINED, confirmed_at__isnull=False)
        return self.filter(
            Q(state__in=(InquiryState.HELD, InquiryState.SENT)) | held_back, sealed__isnull=False
        )


class ConversationQuerySet(QuerySet["Conversation"]):
    def addressed_to(self, user: User) -> ConversationQuerySet:
        """The inbox of the therapist who is signed in: nothing held back, nothing of others,
        nothing from whom they have blocked.

        Whom moderators have taken off the list learns no more names.
        """
        return self.filter(
            ~Q(therapist__status__in=(ProfileStatus.SUSPENDED, ProfileStatus.REMOVED)),
            therapist__owner=user,
            sent_at__isnull=False,
            is_withheld=False,
            inquiry__state=InquiryState.SENT,
        )

    def withdrawn_from(self, user: User) -> ConversationQuerySet:
        """What was in this inbox until its sender deleted it: its therapist is told so."""
        return self.filter(
            therapist__owner=user,
            sent_at__isnull=False,
            is_withheld=False,
            inquiry__state=InquiryState.DELETED,
        )

    def in_inbox_order(self) -> ConversationQuerySet:
        """Who waits comes first, the longest on top; then who wrote again, the newest on top; what
        was reported last. Sets `last_writer`."""
        from .models import Message

        messages = Message.objects.filter(conversation=OuterRef("pk"))
        last = messages.order_by("-written_at", "-pk").values("writer")[:1]
        wrote_again = Q(last_writer=Writer.PATIENT) & ~Q(status=ConversationStatus.CLOSED)
        return (
            self.select_related("inquiry", "complaint")
            .annotate(last_writer=Subquery(last))
            .annotate(
                turn=Case(
                    When(complaint__isnull=False, then=Value(3)),
                    When(status=ConversationStatus.WAITING, then=Value(0)),
                    When(wrote_again, then=Value(1)),
                    default=Value(2),
                    output_field=IntegerField(),
                ),
                waits_since=Case(When(status=ConversationStatus.WAITING, then=F("sent_at"))),
            )
            .order_by("turn", F("waits_since").asc(nulls_last=True), "-sent_at", "-pk")
        )

    def waiting(self) -> ConversationQuerySet:
        """Sent, not closed, and the therapist has said nothing yet.

        Nobody owes an answer to a message that they have reported, unless a moderator found
        nothing in it.
        """
        is_reported = Q(complaint__state__in=(CaseState.OPEN, CaseState.UPHELD))
        return self.exclude(is_reported).filter(
            sent_at__isnull=False,
            is_withheld=False,
            status=ConversationStatus.WAITING,
            inquiry__state=InquiryState.SENT,
        )

    def without_answer(self) -> ConversationQuerySet:
        """The patient has heard nothing yet, also where it was closed or kept from the therapist.

        Neither those that a moderator found to be no honest message, nor those whose patient was
        told already that the mail did not arrive.
        """
        return self.filter(
            sent_at__isnull=False,
            answer=Answer.NONE,
            status__in=(ConversationStatus.WAITING, ConversationStatus.CLOSED),
            inquiry__state=InquiryState.SENT,
            inquiry__sealed__isnull=False,
            therapist__isnull=False,
            undelivered_at__isnull=True,
        ).exclude(Q(patient_says=PatientSays.ANSWERED) | Q(complaint__state=CaseState.UPHELD))

    def unanswered(self) -> ConversationQuerySet:
        """Those of them that the therapist knows, and has not reported."""
        mine = self.without_answer().filter(is_withheld=False)
        return mine.exclude(complaint__state=CaseState.OPEN)

    def waiting_long(self, now: datetime) -> ConversationQuerySet:
        """Three working days and more: the therapist was reminded, the patient was shown others.

        Counted back once, by the clock of the middle of the country: where somebody works in
        another zone it is early or late by its hours. So it stays one query.
        """
        since = working_days.before(now, LONG_WAIT_DAYS, ZoneInfo(ANYWHERE))
        return self.waiting().filter(sent_at__lte=since)


class ReportQuerySet(QuerySet["Report"]):
    def told_to(self, user: User) -> ReportQuerySet:
        """What the person who is signed in was told about their own profile."""
        return self.filter(therapist__owner=user, told_at__isnull=False)

    def not_about(self, user: User) -> ReportQuerySet:
        """Who looks after reports learns nothing there about those of their own profile."""
        return self.exclude(therapist__owner=user)

    def open(self) -> ReportQuerySet:
        return self.filter(state=CaseState.OPEN)

    def waiting_for_reply(self, now: datetime) -> ReportQuerySet:
        """The therapist was told, and still has time to answer."""
        return self.open().filter(told_at__gt=now - TIME_TO_REPLY, replied_at__isnull=True)

    def waiting_for_moderators(self, now: datetime) -> ReportQuerySet:
        """New, answered, or not answered in time."""
        is_over = Q(told_at__isnull=True) | Q(told_at__lte=now - TIME_TO_REPLY)
        return self.open().filter(is_over | Q(replied_at__isnull=False))

    def unanswered(self) -> ReportQuerySet:
        """An answer still counts after its time, until a moderator has decided."""
        return self.open().filter(told_at__isnull=False, replied_at__isnull=True)
