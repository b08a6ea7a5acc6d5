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

    @property
    def was_checked(self) -> bool:
        return self.verification in CHECKED_LEVELS

    @property
    def last_good_day(self) -> date | None:
        """The last day on which the check still counts; `None` when it was never confirmed."""
        if not self.was_checked or self.checked_on is None:
            return None
        check_holds_until = self.checked_on + CHECK_HOLDS_FOR
        return min(self.expires_on, check_holds_until) if self.expires_on else check_holds_until

    @property
    def lapses_on(self) -> date | None:
        """The first day on which the check no longer counts."""
        return None if self.last_good_day is None else self.last_good_day + timedelta(days=1)

    def is_checked_and_in_date(self, today: date) -> bool:
        """The same rule as `CredentialQuerySet.checked_and_in_date()`, for one row."""
        return self.last_good_day is not None and today <= self.last_good_day

    def is_expired(self, today: date) -> bool:
        return self.expires_on is not None and self.expires_on < today

    def has_lapsed(self, today: date) -> bool:
        """It was checked once, but it or the check is past its date."""
        return self.last_good_day is not None and today > self.last_good_day
