"""What moderators decide is decided once, by somebody who may, and on the record."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from inquiries.actions import judging
from inquiries.choices import (
    BlockScope,
    CaseState,
    ComplaintReason,
    InquiryEventKind,
    InquiryState,
)
from inquiries.models import Block, Complaint, Inquiry, InquiryEvent
from inquiries.refusals import Refused
from sciatica_site import sealing
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.inquiries import ConversationFactory, MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def complaint() -> Complaint:
    return Complaint.objects.create(
        conversation=ConversationFactory(),
        reason=ComplaintReason.THREAT,
        sealed=sealing.seal({"note": "He knows where I live."}),
    )


@pytest.fixture
def moderator() -> User:
    return ModeratorFactory()


def test_the_text_is_opened_for_a_reason_that_is_recorded(
    complaint: Complaint, moderator: User
) -> None:
    MessageFactory(conversation=complaint.conversation, text="Please stop.")

    evidence = judging.open_text(complaint, reason="  Is it\na threat? ", by=moderator)

    assert evidence.letter == complaint.conversation.inquiry.read()
    assert [line.text for line in evidence.lines] == ["Please stop."]
    event = InquiryEvent.objects.get()
    assert (event.kind, event.actor, event.reason, event.conversation_number) == (
        InquiryEventKind.TEXT_OPENED,
        moderator,
        "Is it a threat?",
        complaint.conversation.number,
    )


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_without_a_good_reason_nothing_is_opened(
    complaint: Complaint, moderator: User, reason: str
) -> None:
    with pytest.raises(Refused):
        judging.open_text(complaint, reason=reason, by=moderator)

    assert not InquiryEvent.objects.exists()


def test_a_deleted_message_is_opened_without_its_text(
    complaint: Complaint, moderator: User
) -> None:
    Inquiry.objects.update(
        sealed=None, sender_digest="", text_removed_at=timezone.now(), state=InquiryState.DELETED
    )
    complaint.refresh_from_db()

    assert judging.open_text(complaint, reason="To decide", by=moderator).letter is None


def test_after_the_decision_the_text_stays_closed(complaint: Complaint, moderator: User) -> None:
    judging.dismiss(complaint, by=moderator)

    with pytest.raises(Refused, match="decided"):
        judging.open_text(complaint, reason="Curious", by=moderator)

    assert not InquiryEvent.objects.exists()


def test_a_sender_can_be_kept_from_writing_to_anybody(
    complaint: Complaint, moderator: User
) -> None:
    judging.uphold(complaint, by=moderator, is_block=True)

    complaint.refresh_from_db()
    block = Block.objects.get()
    assert (complaint.state, complaint.decided_by) == (CaseState.UPHELD, moderator)
    assert block.scope == BlockScope.SITE
    assert block.sender_digest == complaint.conversation.inquiry.sender_digest


def test_who_is_blocked_already_is_not_blocked_twice(complaint: Complaint, moderator: User) -> None:
    digest = complaint.conversation.inquiry.sender_digest
    Block.objects.create(sender_digest=digest, scope=BlockScope.SITE)

    judging.uphold(complaint, by=moderator, is_block=True)

    assert Block.objects.count() == 1


def test_a_sender_whose_message_is_deleted_cannot_be_blocked_and_nothing_is_decided(
    complaint: Complaint, moderator: User
) -> None:
    Inquiry.objects.update(
        sealed=None, sender_digest="", text_removed_at=timezone.now(), state=InquiryState.DELETED
    )
    complaint.refresh_from_db()

    with pytest.raises(Refused):
        judging.uphold(complaint, by=moderator, is_block=True)

    complaint.refresh_from_db()
    assert complaint.state == CaseState.OPEN


def test_only_the_first_decides(complaint: Complaint, moderator: User) -> None:
    judging.dismiss(complaint, by=moderator)

    with pytest.raises(Refused):
        judging.uphold(complaint, by=ModeratorFactory(), is_block=True)

    complaint.refresh_from_db()
    assert complaint.state == CaseState.DISMISSED
    assert not Block.objects.exists()


def test_nobody_decides_about_their_own_matter(complaint: Complaint) -> None:
    moderator = ModeratorFactory()
    therapist = complaint.conversation.therapist
    assert therapist is not None
    therapist.owner = moderator
    therapist.save()
    complaint = Complaint.objects.get()

    with pytest.raises(Refused):
        judging.dismiss(complaint, by=moderator)
    with pytest.raises(Refused):
        judging.open_text(complaint, reason="I want to know who it is.", by=moderator)
    assert not InquiryEvent.objects.filter(kind=InquiryEventKind.TEXT_OPENED).exists()


def test_who_may_not_gets_nothing(complaint: Complaint) -> None:
    nobody = UserFactory(is_staff=True)
    block = Block.objects.create(sender_digest="0" * 64, scope=BlockScope.SITE)

    with pytest.raises(PermissionDenied):
        judging.open_text(complaint, reason="Curious", by=nobody)
    with pytest.raises(PermissionDenied):
        judging.dismiss(complaint, by=nobody)
    with pytest.raises(PermissionDenied):
        judging.unblock(block, by=nobody)


def test_unblocking_is_recorded_without_saying_whom(moderator: User) -> None:
    block = Block.objects.create(sender_digest="0" * 64, scope=BlockScope.SITE)

    judging.unblock(block, by=moderator)
    judging.unblock(block, by=moderator)

    assert not Block.objects.exists()
    assert [event.kind for event in InquiryEvent.objects.all()] == [InquiryEventKind.UNBLOCKED]
