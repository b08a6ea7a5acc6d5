"""Each pile is counted in one query, and its link lists exactly what was counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from inquiries import queues
from inquiries.choices import CaseState, ComplaintReason
from inquiries.models import Complaint
from sciatica_site.hooks import admin_queues
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import ConversationFactory, InquiryFactory
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db

THURSDAY = datetime(2026, 3, 5, 18, tzinfo=UTC)


def ago(**span: int) -> datetime:
    return timezone.now() - timedelta(**span)


def reports() -> None:
    ReportFactory(made_at=ago(days=9))
    ReportFactory(answered=True)
    ReportFactory(is_told=True, told_at=ago(days=14))
    ReportFactory(is_told=True)
    ReportFactory(upheld=True)
    ReportFactory(serious=True)


def serious() -> None:
    ReportFactory(serious=True, made_at=ago(days=9))
    ReportFactory(serious=True, is_told=True)
    ReportFactory(serious=True, upheld=True)
    ReportFactory()


def complaints() -> None:
    for days in (9, 1):
        Complaint.objects.create(
            conversation=ConversationFactory(), reason=ComplaintReason.SPAM, made_at=ago(days=days)
        )
    Complaint.objects.create(
        conversation=ConversationFactory(),
        reason=ComplaintReason.SPAM,
        state=CaseState.UPHELD,
        decided_at=ago(),
    )


def held_back() -> None:
    InquiryFactory(quarantined=True, created_at=ago(days=9))
    InquiryFactory(held=True)
    InquiryFactory()


def unanswered() -> None:
    ConversationFactory(inquiry__sent_at=ago(days=9))
    # Monday noon in the middle of the country: three working days, to the second.
    ConversationFactory(inquiry__sent_at=ago(days=3))
    ConversationFactory(inquiry__sent_at=ago(days=3) + timedelta(seconds=1))
    ConversationFactory(inquiry__sent_at=ago(days=9), answered=True)


@pytest.mark.parametrize(
    ("queue", "rows", "count", "rank"),
    [
        (queues.serious_reports_waiting, serious, 2, 1),
        (queues.reports_waiting, reports, 3, 30),
        (queues.complaints_waiting, complaints, 2, 10),
        (queues.messages_held_back, held_back, 1, 20),
        (queues.messages_unanswered, unanswered, 2, 60),
    ],
)
def test_pile_is_counted_and_linked(
    client: Client,
    settings: Settings,
    queue: Any,
    rows: Any,
    count: int,
    rank: int,
    django_assert_num_queries: Any,
) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    with time_machine.travel(THURSDAY, tick=False):
        moderator = ModeratorFactory()
        client.force_login(moderator)
        assert (queue(moderator).count, queue(moderator).oldest) == (0, None)
        rows()

        with django_assert_num_queries(1):
            pile = queue(moderator)

        assert (pile.count, pile.oldest, pile.rank) == (count, ago(days=9), rank)
        assert moderator.has_perm(pile.permission)
        response = client.get(pile.url)
        assert response.status_code == 200
        assert response.context["cl"].result_count == count


def test_all_of_them_are_registered() -> None:
    registered = dict(admin_queues)

    assert all(registered[name] is queue for name, queue in queues.ALL.items())


@pytest.mark.parametrize("is_serious", [True, False])
def test_who_is_reported_learns_nothing_of_it_at_the_desk(
    client: Client, settings: Settings, is_serious: bool
) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    moderator = ModeratorFactory()
    mine = TherapistFactory(published=True, owner=moderator)
    ReportFactory(serious=is_serious, therapist=mine)
    queue = queues.serious_reports_waiting if is_serious else queues.reports_waiting
    client.force_login(moderator)

    piles = client.get("/admin/").context["attention"]

    assert queue(moderator).count == 0
    assert queue(ModeratorFactory()).count == 1
    assert [pile.queue.label for pile in piles.waiting if "Report" in pile.queue.label] == []
