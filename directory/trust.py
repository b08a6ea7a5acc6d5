"""The rules of trust by date, for models and for the light rows of search alike."""

from datetime import date, timedelta

from .choices import CHECKED_LEVELS, Accepting
from .freshness import CHECK_HOLDS_FOR, is_confirmed


class AcceptanceDates:
    """Whether someone takes new clients, from what they said and when they confirmed it."""

    accepting: str
    paused_until: date | None
    confirmed_on: date | None

    def is_paused(self, today: date) -> bool:
        return self.paused_until is not None and today < self.paused_until

    def is_confirmed(self, today: date) -> bool:
        """Whether the fast facts were confirmed recently enough to be shown as true."""
        return is_confirmed(self.confirmed_on, today)

    def is_accepting(self, today: date) -> bool:
        """Accepting new clients: said so, confirmed recently, and not on a pause."""
        return (
            self.accepting == Accepting.YES
            and self.is_confirmed(today)
            and not self.is_paused(today)
        )


class CredentialDates:
    """Whether a credential and the check of it are in date."""

    verification: str
    checked_on: date | None
    expires_on: date | None
    good_until: date | None

    @property
    def was_checked(self) -> bool:
        return self.verification in CHECKED_LEVELS

    @property
    def last_good_day(self) -> date | None:
        """The last day on which the check still counts; `None` when it was never confirmed.

        That is a year after it, or earlier: when the credential ends, by what its therapist says
        (`expires_on`) or by what the check has found (`good_until`).
        """
        if not self.was_checked or self.checked_on is None:
            return None
        ends = (self.checked_on + CHECK_HOLDS_FOR, self.expires_on, self.good_until)
        return min(day for day in ends if day)

    @property
    def lapses_on(self) -> date | None:
        """The first day on which the check no longer counts."""
        return None if self.last_good_day is None else self.last_good_day + timedelta(days=1)

    def is_checked_and_in_date(self, today: date) -> bool:
        """The same rule as `CredentialQuerySet.checked_and_in_date()`, for one row."""
        return self.last_good_day is not None and today <= self.last_good_day

    @property
    def ends_on(self) -> date | None:
        """The last day of the credential itself, as far as anybody knows."""
        known = (self.expires_on, self.good_until if self.was_checked else None)
        return min((day for day in known if day), default=None)

    def is_expired(self, today: date) -> bool:
        return self.expires_on is not None and self.expires_on < today

    def has_lapsed(self, today: date) -> bool:
        """It was checked once, but it or the check is past its date."""
        return self.last_good_day is not None and today > self.last_good_day
