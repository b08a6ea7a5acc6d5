"""Numbers about messages and reports as a whole, which tell about nobody in particular."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from inquiries import figures
from inquiries.choices import Answer, CaseState, ConversationStatus, ReportReason
from inquiries.models import Conversation, Report
from sciatica_site.hooks import FigureGroup
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import ConversationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def today() -> date:
    return timezone.localdate()


def days_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def values(group: FigureGroup) -> list[str]:
    return [figure.value for figure in group.figures]


def message(days: int, *, answered_after: timedelta | None = None) -> Conversation:
    sent_at = days_ago(days)
    conversation: Conversation = ConversationFactory(sent_at=sent_at, inquiry__sent_at=sent_at)
    if answered_after is not None:
        conversation.status = ConversationStatus.ANSWERED
        conversation.answer = Answer.WRITTEN
        conversation.answered_at = sent_at + answered_after
        conversation.save()
    return conversation


def test_messages_are_counted_with_the_time_that_half_of_the_answers_took() -> None:
    for hours in (1, 2, 3, 50, 60):
        message(20, answered_after=timedelta(hours=hours))
    message(20)

    assert values(figures.answered(today())) == ["6", "83%", "3 hours"]


def test_what_may_still_be_answered_in_time_does_not_count() -> None:
    message(1)

    assert values(figures.answered(today()))[0] == "none"


def test_what_was_withheld_from_its_therapist_does_not_count() -> None:
    conversation = message(20)
    Conversation.objects.filter(pk=conversation.pk).update(is_withheld=True)

    assert values(figures.answered(today()))[0] == "none"


def test_a_few_messages_say_nothing() -> None:
    message(20, answered_after=timedelta(hours=1))

    assert values(figures.answered(today())) == ["fewer than 5", "too few to say", "too few to say"]


def report(state: CaseState = CaseState.OPEN) -> None:
    decided_at = None if state == CaseState.OPEN else timezone.now()
    Report.objects.create(
        key=uuid4(),
        therapist=TherapistFactory(),
        reason=ReportReason.CONTACT,
        state=state,
        decided_at=decided_at,
    )


def test_reports_are_counted_with_the_share_that_was_right() -> None:
    for state in (CaseState.UPHELD,) * 4 + (CaseState.DISMISSED, CaseState.OPEN):
        report(state)

    assert values(figures.reported(today())) == ["6", "80%"]


def test_the_number_of_queries_does_not_grow_with_the_messages(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(7):
        message(20, answered_after=timedelta(hours=1))

    with django_assert_num_queries(3):
        figures.answered(today())
