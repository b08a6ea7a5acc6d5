"""Takes a patient's message, holds it until its address is confirmed, and passes it on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from directory.models import Therapist
from inquiries import mailboxes, mails, senders, spam
from inquiries.choices import InquiryEventKind, InquiryState, Suspicion
from inquiries.letter import Letter
from inquiries.models import Conversation, Inquiry
from inquiries.refusals import Refused
from sciatica_site import sealing

from . import events


@dataclass(frozen=True, slots=True)
class Kept:
    """`differs`: this form was sent before with another text, and nothing was changed."""

    inquiry: Inquiry
    is_repeat: bool = False
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What a form asks for."""

    letter: Letter
    therapists: Sequence[Therapist]
    is_blind: bool
    suspicion: Suspicion
    now: datetime

    @property
    def digest(self) -> str:
        return senders.digest(self.letter.email)

    def judged(self, besides: Inquiry | None = None) -> Suspicion:
        return self.suspicion or spam.of_records(
            is_blocked=mailboxes.is_blocked(self.digest, self.therapists),
            most_today=mailboxes.most_today(self.therapists, self.now, besides=besides),
        )


def is_taken(key: UUID) -> bool:
    """Whether this form was sent before: then no limit stands in its way."""
    return Inquiry.objects.filter(key=key).exists()


def keep(
    letter: Letter,
    *,
    therapists: Iterable[Therapist],
    key: UUID,
    is_blind: bool,
    suspicion: Suspicion = Suspicion.NONE,
    now: datetime | None = None,
) -> Kept:
    """The same form is one message, however often and however many times at once it is sent.

    While it is held, another text of the same sender takes its place.
    """
    wish = Wish(letter, list(therapists), is_blind, suspicion, now or timezone.now())
    try:
        return _keep(wish, key)
    except IntegrityError:
        # The same form came a second time while the first was being written. What the database
        # says about it must not be quoted by a later error, hence no chain.
        if not is_taken(key):
            raise
    return _keep(wish, key)


def confirm(inquiry: Inquiry, *, now: datetime | None = None) -> bool:
    """The owner of the mailbox has opened the link and pressed its button."""
    now = now or timezone.now()
    with transaction.atomic():
        held = _locked(inquiry.pk)
        if held is None or held.state != InquiryState.HELD:
            return False
        therapists = [one.therapist for one in held.conversations.all() if one.therapist]
        if mailboxes.is_blocked(held.sender_digest, therapists):
            # Blocked since then. The sender sees the same page as everybody.
            held.state, held.suspicion = InquiryState.QUARANTINED, Suspicion.BLOCKED
            held.save(update_fields=["state", "suspicion"])
        else:
            release(held, now=now)
        return True


@transaction.atomic
def release(inquiry: Inquiry, *, now: datetime | None = None, with_copy: bool = True) -> None:
    """To every therapist who is still here. The caller has decided, and holds the row."""
    now = now or timezone.now()
    inquiry.state, inquiry.sent_at = InquiryState.SENT, now
    inquiry.last_written_at = now
    inquiry.save(update_fields=["state", "sent_at", "last_written_at"])
    sent = []
    conversations = inquiry.conversations.select_related("therapist__owner").order_by("pk")
    for conversation in conversations.filter(therapist__isnull=False):
        conversation.sent_at = now
        conversation.notice = mails.tell_therapist(conversation, "new")
        conversation.save(update_fields=["sent_at", "notice"])
        events.record(conversation, InquiryEventKind.SENT)
        sent.append(conversation)
    if with_copy and sent:
        names = [one.therapist.name for one in sent if one.therapist]
        mails.tell_patient(inquiry, "copy", names=names)


def let_go(inquiry: Inquiry, *, by: User, now: datetime | None = None) -> None:
    """A moderator finds nothing wrong: it goes the way of every other message from here on."""
    now = now or timezone.now()
    with transaction.atomic():
        waiting = _quarantined(inquiry)
        mailboxes.take_turns(waiting.sender_digest)
        waiting.state = InquiryState.HELD
        waiting.save(update_fields=["state"])
        for conversation in waiting.conversations.all():
            events.record(conversation, InquiryEventKind.RELEASED, by=by)
        _hold_or_send(waiting, now)


def drop(inquiry: Inquiry, *, by: User, now: datetime | None = None) -> None:
    """A moderator refuses it. Nobody is told, and nothing of the text stays."""
    with transaction.atomic():
        waiting = _quarantined(inquiry)
        waiting.state = InquiryState.DROPPED
        waiting.sealed, waiting.sender_digest = None, ""
        waiting.text_removed_at = now or timezone.now()
        waiting.save(update_fields=["state", "sealed", "sender_digest", "text_removed_at"])
        for conversation in waiting.conversations.all():
            events.record(conversation, InquiryEventKind.REFUSED, by=by)


@transaction.atomic
def _keep(wish: Wish, key: UUID) -> Kept:
    mailboxes.take_turns(wish.digest)
    known = Inquiry.objects.select_for_update().filter(key=key).first()
    return _write(wish, key) if known is None else _again(known, wish)


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
        last_written_at=wish.now,
    )
    Conversation.objects.bulk_create(
        [Conversation(inquiry=inquiry, therapist=one) for one in wish.therapists]
    )
    if not suspicion:
        _hold_or_send(inquiry, wish.now)
    return Kept(inquiry)


def _hold_or_send(inquiry: Inquiry, now: datetime) -> None:
    """Anybody can type an address, so mails that this causes are few for each of them."""
    may_mail = mailboxes.has_room(inquiry, now)
    if mailboxes.is_known(inquiry.sender_digest, besides=inquiry):
        release(inquiry, now=now, with_copy=may_mail)
    elif may_mail:
        mails.tell_patient(inquiry, "confirm")


def _again(known: Inquiry, wish: Wish) -> Kept:
    if known.sealed is None or known.sender_digest != wish.digest:
        return Kept(known, is_repeat=True, differs=True)
    if _is_same(known, wish):
        return Kept(known, is_repeat=True)
    if known.state == InquiryState.SENT:
        return Kept(known, is_repeat=True, differs=True)
    _replace(known, wish)
    return Kept(known, is_repeat=True)


def _is_same(known: Inquiry, wish: Wish) -> bool:
    asked = {one.therapist_id for one in known.conversations.all()}
    return (
        known.read() == wish.letter
        and known.is_blind == wish.is_blind
        and asked == {one.pk for one in wish.therapists}
    )


def _replace(known: Inquiry, wish: Wish) -> None:
    """Its place in the line stays. What has become suspicious by it waits for a moderator."""
    if known.state == InquiryState.HELD and (suspicion := wish.judged(besides=known)):
        known.state, known.suspicion = InquiryState.QUARANTINED, suspicion
    known.sealed = sealing.seal(wish.letter.as_values())
    known.is_blind, known.last_written_at = wish.is_blind, wish.now
    known.save(update_fields=["state", "suspicion", "sealed", "is_blind", "last_written_at"])
    known.conversations.exclude(therapist__in=wish.therapists).delete()
    asked = set(known.conversations.values_list("therapist", flat=True))
    Conversation.objects.bulk_create(
        [
            Conversation(inquiry=known, therapist=one)
            for one in wish.therapists
            if one.pk not in asked
        ]
    )


def _locked(number: int) -> Inquiry | None:
    return Inquiry.objects.select_for_update().filter(pk=number).first()


def _quarantined(inquiry: Inquiry) -> Inquiry:
    waiting = _locked(inquiry.pk)
    if waiting is None or waiting.state != InquiryState.QUARANTINED:
        raise Refused(_("This message does not wait for a decision any more."))
    return waiting
