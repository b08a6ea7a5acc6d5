"""Where a report stands follows from its days."""

from datetime import UTC, datetime, timedelta

import pytest

from inquiries.choices import CaseState
from inquiries.models import Report
from inquiries.reports import standing
from inquiries.reports.standing import Standing

TOLD = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
OVER = TOLD + timedelta(days=14)


@pytest.mark.parametrize(
    ("values", "now", "stands", "words"),
    [
        ({}, TOLD, Standing.NEW, "does not know"),
        ({"told_at": TOLD}, OVER - SECOND, Standing.TOLD, "has until March 16, 2026"),
        ({"told_at": TOLD}, OVER, Standing.SILENT, "did not answer"),
        ({"told_at": TOLD, "replied_at": OVER}, OVER, Standing.ANSWERED, "has answered"),
        ({"state": CaseState.UPHELD, "told_at": TOLD}, TOLD, Standing.DECIDED, "Confirmed"),
    ],
)
def test_it_is_said_in_a_sentence(
    values: dict[str, object], now: datetime, stands: Standing, words: str
) -> None:
    report = Report(**values)

    assert standing.of(report, now) == stands
    assert words in standing.in_words(report, now)
    assert standing.may_be_upheld(report, now) == (stands in (Standing.SILENT, Standing.ANSWERED))
    # Untold, waiting could hurt somebody; whoever was told has the time that was promised.
    serious = Report(is_serious=True, **values)
    assert standing.may_be_upheld(serious, now) == (stands != Standing.TOLD)
