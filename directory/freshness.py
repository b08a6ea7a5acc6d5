"""How long a therapist's word holds: dates after which facts go stale or a profile is hidden."""

from datetime import date, timedelta

#: After this many days without a confirmation, "accepting new clients" is no longer shown as true.
#: The 90-day cycle is the one that US insurers' directories have to keep.
CONFIRMED_FOR = timedelta(days=90)

#: After this many days without a confirmation, a profile is no longer public.
HIDDEN_AFTER = timedelta(days=180)

#: A check of a credential is repeated every year; after that it counts as lapsed.
CHECK_HOLDS_FOR = timedelta(days=365)


def is_confirmed(confirmed_on: date | None, today: date) -> bool:
    """True from the day of confirmation up to and including day 90."""
    return confirmed_on is not None and today <= confirmed_on + CONFIRMED_FOR


def is_hidden_by_age(confirmed_on: date | None, today: date) -> bool:
    return confirmed_on is None or today > confirmed_on + HIDDEN_AFTER
