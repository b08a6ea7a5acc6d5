"""Trust by date, to the day, wherever the dates come from."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from directory.choices import Verification
from directory.trust import AcceptanceDates, CredentialDates

TODAY = date(2026, 6, 15)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


@dataclass
class Acceptance(AcceptanceDates):
    accepting: str = "yes"
    paused_until: date | None = None
    confirmed_on: date | None = TODAY


@dataclass
class Dates(CredentialDates):
    verification: str = Verification.REGISTER_CHECKED
    checked_on: date | None = TODAY
    expires_on: date | None = None
    good_until: date | None = None


@pytest.mark.parametrize(
    ("facts", "is_accepting"),
    [
        (Acceptance(), True),
        (Acceptance(accepting="no"), False),
        (Acceptance(accepting="waiting-list"), False),
        (Acceptance(accepting=""), False),
        (Acceptance(confirmed_on=day(-90)), True),
        (Acceptance(confirmed_on=day(-91)), False),
        (Acceptance(confirmed_on=None), False),
        (Acceptance(paused_until=day(1)), False),
        (Acceptance(paused_until=day(0)), True),
    ],
)
def test_accepting_means_said_so_lately_and_not_away(facts: Acceptance, is_accepting: bool) -> None:
    assert facts.is_accepting(TODAY) is is_accepting


@pytest.mark.parametrize(
    ("dates", "last_good_day"),
    [
        (Dates(), day(365)),
        (Dates(verification=Verification.DOCUMENT_SEEN), day(365)),
        (Dates(expires_on=day(10)), day(10)),
        (Dates(expires_on=day(900)), day(365)),
        (Dates(good_until=day(10)), day(10)),
        (Dates(good_until=day(900)), day(365)),
        (Dates(expires_on=day(20), good_until=day(10)), day(10)),
        (Dates(expires_on=day(10), good_until=day(20)), day(10)),
        (Dates(checked_on=day(-360), expires_on=day(10), good_until=day(9)), day(5)),
        (Dates(verification=Verification.SELF_DECLARED), None),
        (Dates(verification=Verification.COULD_NOT_VERIFY), None),
        (Dates(checked_on=None), None),
    ],
)
def test_a_check_counts_through_its_last_good_day(dates: Dates, last_good_day: date | None) -> None:
    assert dates.last_good_day == last_good_day
    if last_good_day is None:
        assert dates.lapses_on is None
        assert not dates.is_checked_and_in_date(TODAY)
        assert not dates.has_lapsed(day(9999))
    else:
        after = last_good_day + timedelta(days=1)
        assert dates.lapses_on == after
        assert dates.is_checked_and_in_date(last_good_day)
        assert not dates.has_lapsed(last_good_day)
        assert not dates.is_checked_and_in_date(after)
        assert dates.has_lapsed(after)


@pytest.mark.parametrize(
    ("expires_on", "is_expired"), [(None, False), (day(0), False), (day(-1), True)]
)
def test_a_credential_is_valid_through_its_last_day(
    expires_on: date | None, is_expired: bool
) -> None:
    assert Dates(expires_on=expires_on).is_expired(TODAY) is is_expired


@pytest.mark.parametrize(
    ("dates", "ends_on"),
    [
        (Dates(), None),
        (Dates(expires_on=day(5)), day(5)),
        (Dates(good_until=day(5)), day(5)),
        (Dates(expires_on=day(5), good_until=day(9)), day(5)),
        (Dates(expires_on=day(9), good_until=day(5)), day(5)),
        (Dates(good_until=day(5), verification=Verification.COULD_NOT_VERIFY), None),
    ],
)
def test_a_credential_ends_on_the_first_day_that_anybody_names(
    dates: Dates, ends_on: date | None
) -> None:
    assert dates.ends_on == ends_on
