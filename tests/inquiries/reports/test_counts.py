"""How many reports came in since a day, and how they ended."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from inquiries.reports import counts as report_counts
from inquiries.reports.counts import ReportCounts
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
AT = datetime(2026, 3, 1, tzinfo=UTC)


def test_each_is_counted_once(django_assert_num_queries: Any) -> None:
    for days in (1, 2, 6):
        ReportFactory(upheld=True, made_at=AT, decided_at=AT + timedelta(days=days))
    ReportFactory(dismissed=True, made_at=AT, decided_at=AT + timedelta(days=3))
    ReportFactory(made_at=AT)
    ReportFactory(made_at=AT - timedelta(seconds=1))
    ReportFactory(made_at=AT, therapist__is_demo=True)

    with django_assert_num_queries(2):
        counts = report_counts.since(DAY)

    assert counts == ReportCounts(received=5, upheld=3, dismissed=1, open=1, median_days=2.5)


def test_where_there_is_nothing_there_is_no_median() -> None:
    assert report_counts.since(DAY) == ReportCounts(0, 0, 0, 0, None)
