"""What a patient does with the link of a message: add words, say how it went, delete it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from inquiries import accuracy, mail_records, mails, zones
from inquiries.choices import (
    SERIOUS,
    Answer,
    BlockScope,
    ConversationStatus,
    InquiryEventKind,
    InquiryState,
    PatientSays,
    ReportReason,
    Writer,
)
from inquiries.models import (
    AccuracyAnswer,
    Block,
    Conversation,
    Inquiry,
    Message,
    Report,
)
from inquiries.refusals import Refused
from inquiries.reply_facts import is_overdue
from sciatica_site import erasure_marks, sealing
from sciatica_site.models import ErasureMark

from . import emptying, events, reports

#: In these both sides can go on writing.
OPEN = (ConversationStatus.WAITING, ConversationStatus.ANSWERED)
#: The fact about which a “no” is more than a mistake on a page.
CONDUCT = "professional"


def is_open(conversation: Conversation) -> bool:
    """Whether the patient may add something, as far as both of them may know."""
    return (
        conversation.status in OPEN
        and conversation.sent_at is not None
        and conversation.therapist_id is not None
    )


def is_kept(conversation: Conversation, key: uuid.UUID) -> bool:
    """Whether this very form has come before."""
    return _written(conversation, key) is not None


@transaction.atomic
def write(
    conversation: Conversation, text: str, *, key: uuid.UUID, now: datetime | None = None
) -> Message:
    """The same key twice is one message and one mail, even when the form was closed meanwhile."""
    now = now or timezone.now()
    # Locks the row: who deletes or writes at this moment comes before or after, not between.
    rows = Inquiry.objects.filter(
        pk=conversation.inquiry_id, state=InquiryState.SENT, sealed__isnull=False
    )
    if not rows.update(last_written_at=now):
        raise Refused(_("This message was deleted, so nothing can be added."))
    if (known := _written(conversation, key)) is not None:
        if known.read() != text:
            raise Refused(
                _(
                    "You sent this before with other words. Look at what stands here, then send"
                    " this as one more message if it is still needed."
                )
            )
        return known
    current = Conversation.objects.select_for_update().get(pk=conversation.pk)
    # Of a message that is kept from its therapist the sender may see no difference.
    if not is_open(current) or (not current.is_withheld and _is_blocked(current)):
        raise Refused(_("This conversation is closed. Nothing can be added any more."))
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "conversation": conversation,
            "writer": Writer.PATIENT,
            "sealed": sealing.seal(text),
            "written_at": now,
        },
    )
    if not is_new:
        raise Refused(_("This form belongs to another message. Please send it once more."))
    if not current.is_withheld:
        mails.tell_therapist(conversation, "follow_up")
    return message


@transaction.atomic
def says(conversation: Conversation, says: PatientSays, *, now: datetime | None = None) -> None:
    """Can be changed. There is nothing to say before a call or the end of the three working
    days: neither that somebody was silent, nor that they were fast."""
    if not _may_be_told(conversation, now or timezone.now()):
        raise Refused(_("Please give them three working days to answer."))
    rows = Conversation.objects.filter(
        pk=conversation.pk, sent_at__isnull=False, inquiry__state=InquiryState.SENT
    )
    if not rows.update(patient_says=says):
        raise Refused(_("This message was not sent, so there is nothing to answer."))


@transaction.atomic
def delete(inquiry: Inquiry, *, now: datetime | None = None) -> bool:
    """Removes the text of both sides, and the address from the mail queue.

    What a therapist has reported is gone for both of them, and goes for the moderators with their
    decision: nobody gets around that by deleting. False: somebody or the calendar was first.
    """
    now = now or timezone.now()
    rows = Inquiry.objects.deletable().filter(pk=inquiry.pk)
    if not rows.update(state=InquiryState.DELETED, last_written_at=now):
        return False
    deleted = Inquiry.objects.get(pk=inquiry.pk)
    erasure_marks.leave(
        ErasureMark.Kind.MESSAGE, erasure_marks.identity(deleted.pk, deleted.created_at)
    )
    address = mail_records.address_of(deleted)
    emptying.empty_unless_reported(deleted, now)
    mail_records.forget(deleted, address)
    for conversation in inquiry.conversations.all():
        events.record(conversation, InquiryEventKind.DELETED)
    return True


@transaction.atomic
def renew(inquiry: Inquiry) -> None:
    """A new link, to the mailbox from which the message came and to no other."""
    mails.tell_patient(inquiry, "link")


@transaction.atomic
def judge(conversation: Conversation, facts: Mapping[str, bool | None]) -> AccuracyAnswer:
    """Once for a conversation: who answers again has answered. Each “no” reaches the moderators."""
    if not accuracy.is_asked(conversation):
        raise Refused(_("We ask about a profile after its therapist has answered."))
    therapist = conversation.therapist
    assert therapist is not None  # noqa: S101 (nobody is asked about somebody who has left)
    given = {fact.name: facts.get(fact.name) for fact in accuracy.FACTS}
    answer, is_new = AccuracyAnswer.objects.get_or_create(
        conversation=conversation, defaults={"therapist": therapist, **given}
    )
    if is_new:
        for name, value in given.items():
            if value is False:
                _report(answer, name)
    return answer


def _report(answer: AccuracyAnswer, fact: str) -> None:
    """Nothing in it leads back to the patient."""
    reason = ReportReason.CONDUCT if fact == CONDUCT else ReportReason.ACCURACY
    report = Report.objects.create(
        key=uuid.uuid4(),
        therapist_id=answer.therapist_id,
        reason=reason,
        is_serious=reason in SERIOUS,
        sealed=sealing.seal({"fact": fact}),
    )
    reports.announce(report)


def _written(conversation: Conversation, key: uuid.UUID) -> Message | None:
    return conversation.messages.filter(key=key, writer=Writer.PATIENT).first()


def _is_blocked(conversation: Conversation) -> bool:
    """By this therapist, or by a moderator; the patient reads no more than that it is closed."""
    for_whom = Q(scope=BlockScope.SITE) | Q(therapist=conversation.therapist_id)
    digest = conversation.inquiry.sender_digest
    return Block.objects.filter(for_whom, sender_digest=digest).exists()


def _may_be_told(conversation: Conversation, now: datetime) -> bool:
    """Of a call we know only what both sides say, so it can be denied at once."""
    current = Conversation.objects.get(pk=conversation.pk)
    if current.therapist_id is None:
        return False
    if current.answer == Answer.PHONED:
        return True
    zone = zones.zones_of([current.therapist_id])[current.therapist_id]
    return is_overdue(current, zone, now)
