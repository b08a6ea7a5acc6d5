"""The database refuses what must never be true of messages, whatever code writes it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from inquiries.choices import (
    Answer,
    BlockScope,
    CaseState,
    ComplaintReason,
    ConversationStatus,
    InquiryEventKind,
    InquiryState,
    PauseReason,
    ReportReason,
)
from inquiries.models import (
    AccuracyAnswer,
    Block,
    Complaint,
    InquiryBox,
    InquiryEvent,
    Report,
)
from tests.factories.accounts import UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import ConversationFactory, InquiryFactory, MessageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

NOW = datetime(2026, 5, 2, tzinfo=UTC)
DIGEST = "d" * 64
Violation = Callable[[], Any]


def make(factory: Any, **values: Any) -> Violation:
    return lambda: factory(**values)


def same_therapist_twice() -> None:
    first = ConversationFactory()
    ConversationFactory(inquiry=first.inquiry, therapist=first.therapist)


def box(**values: Any) -> Violation:
    return lambda: InquiryBox.objects.create(therapist=TherapistFactory(), **values)


def block(**values: Any) -> Violation:
    return lambda: Block.objects.create(sender_digest=DIGEST, **values)


def blocked_twice_by_a_therapist() -> None:
    therapist = TherapistFactory()
    for _ in range(2):
        block(scope=BlockScope.THERAPIST, therapist=therapist)()


def blocked_twice_for_the_site() -> None:
    for _ in range(2):
        block(scope=BlockScope.SITE)()


def complaint(**values: Any) -> Violation:
    defaults = {"reason": ComplaintReason.SPAM}
    return lambda: Complaint.objects.create(
        conversation=ConversationFactory(), **{**defaults, **values}
    )


def report(**values: Any) -> Violation:
    defaults = {"reason": ReportReason.PRICES, "key": uuid.uuid4()}
    return lambda: Report.objects.create(therapist=TherapistFactory(), **{**defaults, **values})


def event(**values: Any) -> Violation:
    return lambda: InquiryEvent.objects.create(conversation_number="x", **values)


CASES: list[tuple[str, Violation]] = [
    ("inquiry_state_is_known", make(InquiryFactory, state="lost")),
    ("inquiry_suspicion_is_known", make(InquiryFactory, suspicion="odd")),
    ("inquiry_that_was_sent_says_when", make(InquiryFactory, sent_at=None)),
    (
        "inquiry_has_its_text_or_says_when_it_went",
        make(InquiryFactory, sealed=None, sender_digest=""),
    ),
    (
        "inquiry_has_its_text_or_says_when_it_went",
        make(InquiryFactory, sealed=None, text_removed_at=NOW),
    ),
    ("inquiry_has_its_text_or_says_when_it_went", make(InquiryFactory, text_removed_at=NOW)),
    ("inquiry_has_its_text_or_says_when_it_went", make(InquiryFactory, sender_digest="")),
    ("inquiry_goes_to_a_therapist_once", same_therapist_twice),
    ("conversation_status_is_known", make(ConversationFactory, status="lost")),
    (
        "conversation_answer_is_known",
        make(ConversationFactory, answer="pigeon", answered_at=NOW),
    ),
    ("conversation_patient_says_is_known", make(ConversationFactory, patient_says="perhaps")),
    ("conversation_answer_says_how_and_when", make(ConversationFactory, answered_at=NOW)),
    (
        "conversation_answer_says_how_and_when",
        make(ConversationFactory, answer=Answer.PHONED),
    ),
    (
        "conversation_settled_by_an_answer",
        make(ConversationFactory, status=ConversationStatus.ANSWERED),
    ),
    (
        "conversation_settled_by_an_answer",
        make(ConversationFactory, status=ConversationStatus.DECLINED),
    ),
    ("conversation_closed_says_when", make(ConversationFactory, closed_at=NOW)),
    (
        "conversation_closed_says_when",
        make(ConversationFactory, status=ConversationStatus.CLOSED),
    ),
    ("message_writer_is_known", make(MessageFactory, writer="robot")),
    ("inquiry_box_that_is_closed_says_why", box(paused_at=NOW)),
    ("inquiry_box_that_is_closed_says_why", box(pause_reason=PauseReason.SILENT)),
    ("inquiry_box_that_is_closed_says_why", box(paused_at=NOW, pause_reason="moods")),
    ("sender_is_blocked_once_by_a_therapist", blocked_twice_by_a_therapist),
    ("sender_is_blocked_once_for_the_site", blocked_twice_for_the_site),
    ("block_is_for_one_therapist_or_the_site", block(scope=BlockScope.THERAPIST)),
    (
        "block_is_for_one_therapist_or_the_site",
        lambda: block(scope=BlockScope.SITE, therapist=TherapistFactory())(),
    ),
    ("block_is_for_one_therapist_or_the_site", block(scope="planet")),
    ("complaint_reason_is_known", complaint(reason="bore")),
    (
        "complaint_has_nobody_deciding_before_its_day",
        lambda: complaint(decided_by=UserFactory())(),
    ),
    ("complaint_decision_says_when", complaint(state=CaseState.UPHELD)),
    ("complaint_decision_says_when", complaint(decided_at=NOW)),
    ("complaint_decision_says_when", complaint(state="lost")),
    ("report_reason_is_known", report(reason="bore")),
    ("report_is_serious_by_its_reason", report(is_serious=True)),
    ("report_is_serious_by_its_reason", report(reason=ReportReason.CONDUCT)),
    ("report_has_nobody_deciding_before_its_day", lambda: report(decided_by=UserFactory())()),
    ("report_decision_says_when", report(state=CaseState.DISMISSED)),
    ("report_decision_says_when", report(decided_at=NOW)),
    ("report_is_answered_only_when_it_was_told", report(replied_at=NOW)),
    ("report_result_is_told_after_the_decision", report(result_told_at=NOW)),
    ("inquiry_event_kind_is_known", event(kind="party")),
    ("inquiry_text_is_opened_for_a_reason", event(kind=InquiryEventKind.TEXT_OPENED)),
]


def constraints() -> dict[str, models.BaseConstraint]:
    return {
        constraint.name: constraint
        for model in apps.get_app_config("inquiries").get_models()
        for constraint in model._meta.constraints
    }


@pytest.mark.parametrize(("name", "violate"), CASES, ids=[name for name, _ in CASES])
def test_what_must_never_be_true_is_refused(name: str, violate: Violation) -> None:
    constraint = constraints()[name]

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        violate()

    assert is_named(constraint, str(refusal.value)), refusal.value


def is_named(constraint: models.BaseConstraint, message: str) -> bool:
    """SQLite names the columns of a unique constraint instead of the constraint."""
    if constraint.name in message:
        return True
    return (
        connection.vendor == "sqlite"
        and isinstance(constraint, models.UniqueConstraint)
        and all(f".{field}" in message for field in constraint.fields)
    )


def test_every_constraint_has_a_case_that_violates_it() -> None:
    assert set(constraints()) == {name for name, _ in CASES}


def test_one_form_is_one_row() -> None:
    """Keys are unique by their field, which no constraint of the table names."""
    first, written, said = InquiryFactory(), MessageFactory(), report()()

    for again in (
        make(InquiryFactory, key=first.key),
        make(MessageFactory, key=written.key),
        report(key=said.key),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            again()


def test_what_is_allowed_is_kept() -> None:
    InquiryFactory(held=True)
    InquiryFactory(quarantined=True)
    InquiryFactory(state=InquiryState.DELETED, sealed=None, sender_digest="", text_removed_at=NOW)
    ConversationFactory(answered=True)
    ConversationFactory(status=ConversationStatus.CLOSED, closed_at=NOW)
    MessageFactory(sealed=None)
    box()()
    box(paused_at=NOW, pause_reason=PauseReason.OWN_WISH)()
    block(scope=BlockScope.SITE)()
    for _ in range(2):
        therapist = TherapistFactory()
        block(scope=BlockScope.THERAPIST, therapist=therapist)()
    complaint(state=CaseState.UPHELD, decided_at=NOW)()
    report(reason=ReportReason.CONDUCT, is_serious=True)()
    event(kind=InquiryEventKind.TEXT_OPENED, reason="Reported as a threat")()


def test_answers_about_a_profile_stay_when_the_conversation_goes() -> None:
    conversation = ConversationFactory(answered=True)
    answer = AccuracyAnswer.objects.create(
        conversation=conversation, therapist=conversation.therapist, reachable=True
    )

    conversation.inquiry.delete()

    answer.refresh_from_db()
    assert answer.conversation is None
