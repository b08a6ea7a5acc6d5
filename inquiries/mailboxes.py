"""What is known about the mailbox that a message names: blocked, written to, what it holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count

from directory.models import Therapist

from .choices import BlockScope, InquiryState
from .models import Block, Conversation, Inquiry

DAY = timedelta(days=1)
#: Mails in a day that anybody can cause by typing an address.
MOST_MAILS = 3


def take_turns(digest: str) -> None:
    """Until the transaction ends, messages of one mailbox are taken one after another.

    Otherwise ten of them at once would each find room for their mail. SQLite has one writer.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(digest[:15], 16)])


def held_for(inquiry: Inquiry) -> list[Inquiry]:
    """All messages from the same address that nobody has let go yet, the oldest first.

    Not of pat+more@ for pat@: a few providers take these for mailboxes of two people.
    """
    held = Inquiry.objects.of_sender(inquiry.sender_digest).filter(state=InquiryState.HELD)
    rows = list(held.order_by("created_at", "pk"))
    if not rows:
        return []
    address = inquiry.read().email.casefold()
    return [one for one in rows if one.read().email.casefold() == address]


def has_room(inquiry: Inquiry, now: datetime) -> bool:
    """Whether this message may cause one more mail to the address that somebody typed.

    What its owner has confirmed no stranger wrote; of what is suspected nobody was told.
    """
    others = Inquiry.objects.of_sender(inquiry.sender_digest).filter(confirmed_at__isnull=True)
    others = others.exclude(state=InquiryState.QUARANTINED)
    # Without an end: of two that came at once, the later one may have been written first.
    recent = others.filter(created_at__gt=now - DAY)
    return recent.exclude(pk=inquiry.pk).count() < MOST_MAILS


def is_blocked(digest: str) -> bool:
    """By a moderator, for all therapists."""
    return Block.objects.filter(scope=BlockScope.SITE, sender_digest=digest).exists()


def blocked_by(digest: str) -> set[int]:
    """The numbers of the therapists who want nothing more from this mailbox."""
    own = Block.objects.filter(sender_digest=digest, therapist__isnull=False)
    return {number for number in own.values_list("therapist", flat=True) if number is not None}


def most_today(therapists: Iterable[Therapist], now: datetime) -> int:
    """Messages passed on within a day to the one of these therapists who had most of them."""
    recent = Conversation.objects.filter(
        therapist__in=list(therapists), sent_at__gt=now - DAY, is_withheld=False
    )
    counts = recent.order_by().values("therapist").annotate(number=Count("pk"))
    return max((row["number"] for row in counts), default=0)
