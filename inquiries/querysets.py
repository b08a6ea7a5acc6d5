"""The named sets of inquiries and conversations from which every page starts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from directory.choices import ProfileStatus

from .choices import (
    Answer,
    CaseState,
    ConversationStatus,
    InquiryState,
    PatientSays,
    Writer,
)

if TYPE_CHECKING:
    from accounts.models import User

    from .models import Conversation, Inquiry


class InquiryQuerySet(QuerySet["Inquiry"]):
    def of_sender(self, digest: str) -> InquiryQuerySet:
        """All from one mailbox whose text is still here."""
        return self.filter(sender_digest=digest, sealed__isnull=False)

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

    def sent_between(self, first: datetime, last: datetime) -> ConversationQuerySet:
        return self.filter(sent_at__gt=first, sent_at__lte=last)
