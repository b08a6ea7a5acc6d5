"""Reporting a message and blocking its sender: once, and nobody but a moderator is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from post_office.models import Email

from inquiries.actions import reporting
from inquiries.choices import BlockScope, CaseState, ComplaintReason, InquiryEventKind
from inquiries.models import Block, Complaint, Conversation, Inquiry, InquiryEvent
from inquiries.refusals import Refused
from tests.directory.at_once import at_once, shared_database
from tests.factories.accounts import UserFactory
from tests.factories.inquiries import ConversationFactory, InquiryFactory

pytestmark = pytest.mark.usefixtures("vocabulary")
in_database = pytest.mark.django_db


def owner_of(conversation: Conversation) -> Any:
    assert conversation.therapist
    return conversation.therapist.owner


def complain(conversation: Conversation, note: str = "He asks for more.") -> Complaint:
    return reporting.complain(
        conversation, reason=ComplaintReason.SEXUAL, note=note, by=owner_of(conversation)
    )


@in_database
def test_a_report_waits_for_a_moderator_with_its_note_encrypted() -> None:
    conversation = ConversationFactory()

    complaint = complain(conversation)

    complaint.refresh_from_db()
    assert (complaint.reason, complaint.state) == (ComplaintReason.SEXUAL, CaseState.OPEN)
    assert complaint.read() == {"note": "He asks for more."}
    assert "more" not in (complaint.sealed or "")
    assert InquiryEvent.objects.get().kind == InquiryEventKind.REPORTED
    assert not Email.objects.exists()


@in_database
def test_reporting_twice_is_one_report_and_the_first_words_stay() -> None:
    conversation = ConversationFactory()

    assert complain(conversation) == complain(conversation, "Other words.")

    assert Complaint.objects.get().read() == {"note": "He asks for more."}
    assert InquiryEvent.objects.count() == 1


@in_database
def test_a_block_holds_for_this_therapist_and_this_sender() -> None:
    conversation = ConversationFactory()
    by = owner_of(conversation)

    assert reporting.block(conversation, by=by)
    assert not reporting.block(conversation, by=by)

    block = Block.objects.get()
    assert (block.scope, block.therapist) == (BlockScope.THERAPIST, conversation.therapist)
    assert (block.sender_digest, block.actor) == (conversation.inquiry.sender_digest, by)
    kinds = InquiryEvent.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [InquiryEventKind.BLOCKED, InquiryEventKind.CLOSED]


@in_database
def test_a_block_holds_for_every_message_of_the_sender() -> None:
    first = ConversationFactory()
    second = ConversationFactory(therapist=first.therapist, inquiry=InquiryFactory())

    reporting.block(first, by=owner_of(first))

    assert not reporting.block(second, by=owner_of(second))
    assert Block.objects.count() == 1


@in_database
def test_a_block_closes_what_this_sender_wrote_to_this_therapist() -> None:
    first = ConversationFactory(answered=True)
    therapist = first.therapist
    second = ConversationFactory(therapist=therapist, inquiry__is_blind=False)
    hidden = ConversationFactory(therapist=therapist)
    held = ConversationFactory(therapist=therapist, inquiry__held=True, sent_at=None)
    of_others = ConversationFactory(therapist=therapist, inquiry__sender_digest="other")
    to_others = ConversationFactory(inquiry=first.inquiry)

    reporting.block(first, by=owner_of(first))

    for conversation in (first, second):
        conversation.refresh_from_db()
        assert (conversation.status, bool(conversation.closed_at)) == ("closed", True)
    # That a hidden one closed at the same moment would tell who wrote it.
    for conversation in (hidden, held, of_others, to_others):
        conversation.refresh_from_db()
        assert conversation.status == "waiting"
    assert not Email.objects.exists()


@in_database
def test_who_was_forgotten_cannot_be_blocked() -> None:
    conversation = ConversationFactory()
    Inquiry.objects.update(sealed=None, sender_digest="", text_removed_at=timezone.now())

    with pytest.raises(Refused):
        reporting.block(conversation, by=owner_of(conversation))

    assert not Block.objects.exists()


@in_database
def test_nobody_else_reports_or_blocks() -> None:
    conversation, stranger = ConversationFactory(), UserFactory()

    with pytest.raises(PermissionDenied):
        reporting.block(conversation, by=stranger)
    with pytest.raises(PermissionDenied):
        reporting.complain(conversation, reason=ComplaintReason.SPAM, note="", by=stranger)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_one(tmp_path: Path) -> None:
    with shared_database(tmp_path):
        made = ConversationFactory()
        tabs = [
            Conversation.objects.select_related("therapist__owner").get(pk=made.pk)
            for _ in range(6)
        ]

        reports = at_once(*(lambda tab=tab: complain(tab).pk for tab in tabs))  # type: ignore[misc]
        blocks = at_once(
            *(lambda tab=tab: reporting.block(tab, by=owner_of(tab)) for tab in tabs)  # type: ignore[misc]
        )

        assert len(set(reports)) == Complaint.objects.count() == 1
        assert blocks == ["False"] * 5 + ["True"]
        assert InquiryEvent.objects.count() == 3  # reported, blocked, closed
