"""What is known about the mailbox that a message names: proved before, blocked, written to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, Q

from directory.models import Therapist

from .choices import BlockScope, InquiryState, Suspicion
from .models import Block, Conversation, Inquiry
from .querysets import InquiryQuerySet

DAY = timedelta(days=1)
#: Mails in a day that anybody can cause by typing an address.
MOST_MAILS = 3
#: Of these nobody was told by mail.
UNMAILED = Q(state=InquiryState.QUARANTINED) | (
    Q(state=InquiryState.DROPPED) & ~Q(suspicion=Suspicion.NONE)
)


def take_turns(digest: str) -> None:
    """Until the transaction ends, messages of one mailbox are taken one after another.

    Otherwise ten of them at once would each find room for their mail. SQLite has one writer.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(digest[:15], 16)])


def is_known(digest: str, *, besides: Inquiry) -> bool:
    """Whether its owner has confirmed another message, whose text is still here."""
    others = Inquiry.objects.of_sender(digest).exclude(pk=besides.pk)
    return others.filter(state=InquiryState.SENT).exists()


def held_for(inquiry: Inquiry) -> InquiryQuerySet:
    """All messages from the same address that nobody has let go yet, the oldest first."""
    held = Inquiry.objects.of_sender(inquiry.sender_digest).filter(state=InquiryState.HELD)
    return held.order_by("created_at", "pk")


def has_room(inquiry: Inquiry, now: datetime) -> bool:
    """Whether this message may cause one more mail to the address that somebody typed."""
    others = Inquiry.objects.of_sender(inquiry.sender_digest).exclude(UNMAILED)
    # Without an end: of two that came at once, the later one may have been written first.
    recent = others.filter(created_at__gt=now - DAY)
    return recent.exclude(pk=inquiry.pk).count() < MOST_MAILS


def is_blocked(digest: str, therapists: Iterable[Therapist]) -> bool:
    """By one of the therapists, or by a moderator for all."""
    scope = Q(scope=BlockScope.SITE) | Q(therapist__in=list(therapists))
    return Block.objects.filter(scope, sender_digest=digest).exists()


def most_today(therapists: Iterable[Therapist], now: datetime, *, besides: Inquiry | None) -> int:
    """Messages within a day to the one of these therapists who had most of them."""
    recent = Conversation.objects.filter(
        therapist__in=list(therapists),
        inquiry__created_at__gt=now - DAY,
        inquiry__state__in=(InquiryState.HELD, InquiryState.SENT),
    )
    if besides is not None:
        recent = recent.exclude(inquiry=besides)
    counts = recent.order_by().values("therapist").annotate(number=Count("pk"))
    return max((row["number"] for row in counts), default=0)
