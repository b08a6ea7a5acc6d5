"""Takes a patient's message, holds it until its address is confirmed, and passes it on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from directory.models import Therapist
from inquiries import box, mailboxes, mails, senders, spam
from inquiries.choices import InquiryEventKind, InquiryState, Suspicion
from inquiries.letter import Letter
from inquiries.models import Conversation, Inquiry
from inquiries.refusals import Refused
from sciatica_site import sealing

from . import events

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """`differs`: this form was sent before with another text, and nothing was changed."""

    inquiry: Inquiry
    is_repeat: bool = False
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What a form asks for. `proved` is the mailbox that this browser has confirmed before."""

    letter: Letter
    therapists: Sequence[Therapist]
    is_blind: bool
    suspicion: Suspicion
    proved: str
    admit: Callable[[], object] | None
    now: datetime

    @property
    def digest(self) -> str:
        return senders.digest(self.letter.email)

    @property
    def is_proved(self) -> bool:
        return self.proved == self.digest

    def judged(self) -> Suspicion:
        return self.suspicion or spam.of_records(is_blocked=mailboxes.is_blocked(self.digest))


def keep(
    letter: Letter,
    *,
    therapists: Iterable[Therapist],
    key: UUID,
    is_blind: bool,
    suspicion: Suspicion = Suspicion.NONE,
    proved: str = "",
    admit: Callable[[], object] | None = None,
    now: datetime | None = None,
) -> Kept:
    """The same form is one message, however often and however many times at once it is sent.

    What it says never changes: another text under the same key is for the sender to send anew.
    `admit` is asked before a message is written, not for one that is here; its error refuses.
    """
    now = now or timezone.now()
    wish = Wish(letter, list(therapists), is_blind, suspicion, proved, admit, now)
    try:
        return _keep(wish, key)
    except IntegrityError:
        # The same form came a second time while the first was being written. What the database
        # says about it must not be quoted by a later error, hence no chain.
        if not Inquiry.objects.filter(key=key).exists():
            raise
    return _keep(wish, key)


def confirm(inquiry: Inquiry, *, now: datetime | None = None) -> bool:
    """The owner of the mailbox has opened the link and pressed its button."""
    now = now or timezone.now()
    with transaction.atomic():
        held = _locked(inquiry.pk)
        if held is None or held.state != InquiryState.HELD:
            return False
        held.confirmed_at = now
        _pass_on(held, now)
        return True


@transaction.atomic
def release(inquiry: Inquiry, *, now: datetime | None = None) -> None:
    """To every therapist who can still be reached. The caller has decided, and holds the row."""
    now = now or timezone.now()
    inquiry.state, inquiry.sent_at = InquiryState.SENT, now
    inquiry.last_written_at = now
    inquiry.save(update_fields=["state", "sent_at", "last_written_at", "confirmed_at"])
    blocked_by = mailboxes.blocked_by(inquiry.sender_digest)
    conversations = inquiry.conversations.select_related(
        "therapist__owner", "therapist__inquiry_box"
    )
    reached: list[str] = []
    missed: list[str] = []
    for conversation in conversations.order_by("pk"):
        is_sent = _hand_over(conversation, now, blocked_by)
        (reached if is_sent else missed).append(_name(conversation))
    if reached:
        mails.tell_patient(inquiry, "copy", names=reached, missed=missed)
    else:
        mails.tell_patient(inquiry, "undelivered", was_not_sent=True)


def let_go(inquiry: Inquiry, *, by: User, now: datetime | None = None) -> None:
    """A moderator finds nothing wrong: it goes the way of every other message from here on."""
    now = now or timezone.now()
    with transaction.atomic():
        waiting = _quarantined(inquiry)
        if mailboxes.is_blocked(waiting.sender_digest):
            raise Refused(_("Its sender is blocked for the whole site. Unblock the sender first."))
        for conversation in waiting.conversations.all():
            events.record(conversation, InquiryEventKind.RELEASED, by=by)
        if waiting.confirmed_at is not None:
            release(waiting, now=now)
            return
        # Its seven days to be confirmed begin here.
        waiting.state, waiting.last_written_at = InquiryState.HELD, now
        waiting.save(update_fields=["state", "last_written_at"])
        _ask(waiting, now)


def drop(inquiry: Inquiry, *, by: User, now: datetime | None = None) -> None:
    """A moderator refuses it. Nothing of the text stays; who has confirmed it waits no longer."""
    with transaction.atomic():
        waiting = _quarantined(inquiry)
        tell_in_vain(waiting)
        waiting.state = InquiryState.DROPPED
        waiting.sealed, waiting.sender_digest = None, ""
        waiting.text_removed_at = now or timezone.now()
        waiting.save(update_fields=["state", "sealed", "sender_digest", "text_removed_at"])
        for conversation in waiting.conversations.all():
            events.record(conversation, InquiryEventKind.REFUSED, by=by)


def tell_in_vain(inquiry: Inquiry) -> None:
    """What was held back goes nowhere. Who never confirmed it was told of nothing."""
    if inquiry.confirmed_at is None or not inquiry.has_text:
        return
    # Its own page goes with it.
    lists = f"{settings.SITE_URL}{reverse('directory:therapist-list')}"
    try:
        mails.tell_patient(
            inquiry, "undelivered", was_not_sent=True, thread_url="", search_url=lists
        )
    except sealing.CannotUnseal:
        logger.error("The patient of %s cannot be told: no key opens it", inquiry.number)


@transaction.atomic
def _keep(wish: Wish, key: UUID) -> Kept:
    mailboxes.take_turns(wish.digest)
    known = Inquiry.objects.select_for_update().filter(key=key).first()
    if known is not None:
        return Kept(known, is_repeat=True, differs=not _is_same(known, wish))
    if wish.admit is not None:
        wish.admit()
    return _write(wish, key)


def _write(wish: Wish, key: UUID) -> Kept:
    suspicion = wish.judged()
    inquiry = Inquiry.objects.create(
        key=key,
        state=InquiryState.QUARANTINED if suspicion else InquiryState.HELD,
        suspicion=suspicion,
        sealed=sealing.seal(wish.letter.as_values()),
        sender_digest=wish.digest,
        is_blind=wish.is_blind,
        created_at=wish.now,
        confirmed_at=wish.now if wish.is_proved else None,
        last_written_at=wish.now,
    )
    Conversation.objects.bulk_create(
        [Conversation(inquiry=inquiry, therapist=one) for one in wish.therapists]
    )
    if wish.is_proved and not suspicion:
        _pass_on(inquiry, wish.now)
    elif not suspicion:
        _ask(inquiry, wish.now)
    return Kept(inquiry)


def _ask(inquiry: Inquiry, now: datetime) -> None:
    """Anybody can type an address, so mails that this causes are few for each of them."""
    if mailboxes.has_room(inquiry, now):
        mails.tell_patient(inquiry, "confirm")


def _pass_on(inquiry: Inquiry, now: datetime) -> None:
    """The mailbox is proved. Who is blocked by now sees the same page as everybody."""
    therapists = [one.therapist for one in inquiry.conversations.all() if one.therapist]
    suspicion = spam.of_records(
        is_blocked=mailboxes.is_blocked(inquiry.sender_digest),
        most_today=mailboxes.most_today(therapists, now),
    )
    if not suspicion:
        release(inquiry, now=now)
        return
    inquiry.state, inquiry.suspicion = InquiryState.QUARANTINED, suspicion
    inquiry.last_written_at = now
    inquiry.save(update_fields=["state", "suspicion", "confirmed_at", "last_written_at"])


def _hand_over(conversation: Conversation, now: datetime, blocked_by: set[int]) -> bool:
    """False when the therapist cannot be reached any more.

    One who has blocked this sender gets nothing, and the sender is told nothing of that.
    """
    therapist = conversation.therapist
    if therapist is None or not box.is_reachable(therapist, timezone.localdate(now)):
        return False
    conversation.sent_at = now
    conversation.is_withheld = therapist.pk in blocked_by
    if not conversation.is_withheld:
        conversation.notice = mails.tell_therapist(conversation, "new")
        events.record(conversation, InquiryEventKind.SENT)
    conversation.save(update_fields=["sent_at", "is_withheld", "notice"])
    return True


def _name(conversation: Conversation) -> str:
    therapist = conversation.therapist
    return therapist.name if therapist else _("A therapist who has left this site")


def _is_same(known: Inquiry, wish: Wish) -> bool:
    if known.sealed is None:
        return False
    asked = {one.therapist_id for one in known.conversations.all()}
    return (
        known.read() == wish.letter
        and known.is_blind == wish.is_blind
        and asked == {one.pk for one in wish.therapists}
    )


def _locked(number: int) -> Inquiry | None:
    return Inquiry.objects.select_for_update().filter(pk=number).first()


def _quarantined(inquiry: Inquiry) -> Inquiry:
    """Locked in the order of `_keep`: first the mailbox, then the row."""
    digests = Inquiry.objects.filter(pk=inquiry.pk).values_list("sender_digest", flat=True)
    if digest := digests.first():
        mailboxes.take_turns(digest)
    waiting = _locked(inquiry.pk)
    if waiting is None or waiting.state != InquiryState.QUARANTINED:
        raise Refused(_("This message does not wait for a decision any more."))
    return waiting
