"""What a therapist does with a patient's message: answer it, say no, phone, close it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from inquiries import mails
from inquiries.choices import (
    Answer,
    ConversationStatus,
    InquiryEventKind,
    InquiryState,
    Writer,
)
from inquiries.models import Conversation, Inquiry, Message
from inquiries.refusals import Refused
from sciatica_site import sealing

from . import events

#: From these a word to the patient makes an answered one.
BEFORE_ANSWERED = (ConversationStatus.WAITING, ConversationStatus.DECLINED)


class AlreadySent(Refused):
    """The form was sent before with other words: these need a form of their own."""


def own(conversation: Conversation, by: User) -> None:
    """Whoever comes here without being its therapist came past the page."""
    therapist = conversation.therapist
    if therapist is None or therapist.owner_id != by.pk or not by.is_active:
        raise PermissionDenied


def opened(conversation: Conversation, *, by: User) -> bool:
    """Note when its therapist first saw it; of any number of looks the first counts."""
    own(conversation, by)
    return _changed(conversation, {"opened_at__isnull": True}, opened_at=timezone.now())


@transaction.atomic
def reply(conversation: Conversation, text: str, *, key: UUID, by: User) -> Message:
    """Send these words to the patient. The first of them is the answer; a no that was said before
    stays the answer, but the conversation goes on. From now on both know who they are."""
    own(conversation, by)
    if sent := _sent_before(conversation, text, key):
        return sent
    now = timezone.now()
    inquiry = _in_turn(conversation, now)
    if sent := _sent_before(conversation, text, key):
        return sent
    is_first = _settle(conversation, Answer.WRITTEN, now)
    _show_sender(conversation, inquiry, by, now)
    message = _keep(conversation, text, key, now)
    if is_first:
        events.record(conversation, InquiryEventKind.ANSWERED, by=by)
    mails.tell_patient(inquiry, "answered")
    return message


@transaction.atomic
def decline(conversation: Conversation, text: str, *, key: UUID, by: User) -> Message:
    """Say no in these words. It is an answer, too, and shows nothing about the patient."""
    own(conversation, by)
    if sent := _sent_before(conversation, text, key):
        return sent
    now = timezone.now()
    inquiry = _in_turn(conversation, now)
    if sent := _sent_before(conversation, text, key):
        return sent
    _answer(conversation, Answer.DECLINED, now)
    if not _moved(conversation, (ConversationStatus.WAITING,), ConversationStatus.DECLINED):
        raise Refused(_why_no_decline(conversation))
    message = _keep(conversation, text, key, now)
    events.record(conversation, InquiryEventKind.DECLINED, by=by)
    mails.tell_patient(inquiry, "declined")
    return message


@transaction.atomic
def reveal(conversation: Conversation, *, by: User) -> bool:
    """Show name and phone to the therapist; the record says so once."""
    own(conversation, by)
    now = timezone.now()
    inquiry = _with_text(conversation)
    status = Conversation.objects.values_list("status", flat=True).get(pk=conversation.pk)
    if status == ConversationStatus.CLOSED:
        raise Refused(_("This message is closed, so the name stays hidden."))
    if status == ConversationStatus.DECLINED:
        raise Refused(_("You said no, so the name stays hidden. Write again if you can help."))
    return _show_sender(conversation, inquiry, by, now)


@transaction.atomic
def phoned(conversation: Conversation, *, by: User) -> bool:
    """The therapist says that they phoned. Only who has seen a number can have done that, and the
    patient is told what was said: nobody else can deny it."""
    own(conversation, by)
    inquiry = _with_text(conversation)
    current = Conversation.objects.select_related("inquiry").get(pk=conversation.pk)
    if not current.shows_sender:
        raise Refused(_("Show name and phone first."))
    if not inquiry.read().phone:
        raise Refused(_("The patient gave no phone number. Write a message instead."))
    is_first = _settle(conversation, Answer.PHONED, timezone.now())
    if is_first:
        events.record(conversation, InquiryEventKind.PHONED, by=by)
        mails.tell_patient(inquiry, "phoned")
    return is_first


@transaction.atomic
def close(conversation: Conversation, *, by: User) -> bool:
    """Nothing more is said here. Closing is no answer: what was not answered stays unanswered."""
    own(conversation, by)
    rows = Conversation.objects.filter(pk=conversation.pk)
    is_closed_now = rows.exclude(status=ConversationStatus.CLOSED).update(
        status=ConversationStatus.CLOSED, closed_at=timezone.now()
    )
    if is_closed_now:
        events.record(conversation, InquiryEventKind.CLOSED, by=by)
    return bool(is_closed_now)


def _in_turn(conversation: Conversation, now: datetime) -> Inquiry:
    """Whoever comes second waits here, the patient who deletes it as well."""
    rows = Inquiry.objects.filter(
        pk=conversation.inquiry_id, state=InquiryState.SENT, sealed__isnull=False
    )
    if not rows.update(last_written_at=now):
        raise Refused(_gone())
    return Inquiry.objects.get(pk=conversation.inquiry_id)


def _with_text(conversation: Conversation) -> Inquiry:
    """Locked, too, but nothing is written; one that was deleted may still have its text."""
    rows = Inquiry.objects.select_for_update()
    inquiry = rows.filter(pk=conversation.inquiry_id, state=InquiryState.SENT).first()
    if inquiry is None or not inquiry.has_text:
        raise Refused(_gone())
    return inquiry


def _settle(conversation: Conversation, answer: Answer, now: datetime) -> bool:
    """Whether this is what made it an answered one. A closed one takes nothing more."""
    _answer(conversation, answer, now)
    if _moved(conversation, BEFORE_ANSWERED, ConversationStatus.ANSWERED):
        return True
    # Touched though nothing changes: whoever closes it at this moment waits for us.
    answered = ConversationStatus.ANSWERED
    if not _moved(conversation, (answered,), answered):
        raise Refused(_("This message is closed. Nothing more can be sent here."))
    return False


def _answer(conversation: Conversation, answer: Answer, now: datetime) -> None:
    """How and when it was answered first. It is written before the status that needs it."""
    _changed(conversation, {"answer": Answer.NONE}, answer=answer, answered_at=now)


def _moved(
    conversation: Conversation,
    statuses: Iterable[ConversationStatus],
    to: ConversationStatus,
) -> bool:
    return _changed(conversation, {"status__in": list(statuses)}, status=to)


def _show_sender(conversation: Conversation, inquiry: Inquiry, by: User, now: datetime) -> bool:
    if not inquiry.is_blind:
        return False
    if not _changed(conversation, {"revealed_at__isnull": True}, revealed_at=now):
        return False
    events.record(conversation, InquiryEventKind.REVEALED, by=by)
    return True


def _changed(conversation: Conversation, condition: dict[str, Any], **values: Any) -> bool:
    """One conditional UPDATE: of any number who try at once, one gets True."""
    rows = Conversation.objects.filter(pk=conversation.pk, **condition)
    return bool(rows.update(**values))


def _keep(conversation: Conversation, text: str, key: UUID, now: datetime) -> Message:
    try:
        with transaction.atomic():
            return Message.objects.create(
                conversation=conversation,
                key=key,
                writer=Writer.THERAPIST,
                sealed=sealing.seal(text),
                written_at=now,
            )
    except IntegrityError:
        # The same form at the same moment in another conversation: nobody does that by hand.
        raise AlreadySent(_sent_with_other_words()) from None


def _sent_before(conversation: Conversation, text: str, key: UUID) -> Message | None:
    """What the same form has sent; other words in it are not lost without notice."""
    message = Message.objects.filter(key=key).first()
    if message is None:
        return None
    is_ours = message.conversation_id == conversation.pk and message.writer == Writer.THERAPIST
    if not is_ours or (message.sealed is not None and message.read() != text):
        raise AlreadySent(_sent_with_other_words())
    return message


def _sent_with_other_words() -> str:
    return _(
        "This form was sent before with other words. Look at what stands above, then send this as"
        " one more message if it is still needed."
    )


def _gone() -> str:
    return _("The text of this message has been removed, so it cannot be answered any more.")


def _why_no_decline(conversation: Conversation) -> str:
    status = Conversation.objects.values_list("status", flat=True).get(pk=conversation.pk)
    if status == ConversationStatus.DECLINED:
        return _("You have said no already. You can still write a message.")
    if status == ConversationStatus.ANSWERED:
        return _("You have answered already. Write your no as a message.")
    return _("This message is closed. Nothing more can be sent here.")
