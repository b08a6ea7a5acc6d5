"""Whether somebody takes new clients, in words that are never firmer than what was confirmed."""

from datetime import date, timedelta
from typing import Any

import pytest

from directory.models import Therapist
from directory.presenters.availability import availability

TODAY = date(2026, 10, 3)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("values", "tone", "text"),
    [
        ({"accepting": "yes"}, "good", "Accepting new clients"),
        ({"accepting": "no"}, "quiet", "Not accepting new clients"),
        ({"accepting": "waiting-list"}, "quiet", "Waiting list"),
        (
            {"accepting": "waiting-list", "waiting_weeks": 1},
            "quiet",
            "Waiting list, about 1 week",
        ),
        (
            {"accepting": "waiting-list", "waiting_weeks": 6},
            "quiet",
            "Waiting list, about 6 weeks",
        ),
        ({"accepting": ""}, "quiet", "New clients: not stated"),
        (
            {"accepting": "yes", "paused_until": day(8)},
            "quiet",
            "Away until October 11, 2026",
        ),
        ({"accepting": "yes", "paused_until": TODAY}, "good", "Accepting new clients"),
        (
            {"accepting": "yes", "confirmed_on": day(-91)},
            "caution",
            "New clients: ask, not confirmed lately",
        ),
        (
            {"accepting": "no", "confirmed_on": day(-91)},
            "caution",
            "New clients: ask, not confirmed lately",
        ),
        ({"accepting": "", "confirmed_on": day(-91)}, "quiet", "New clients: not stated"),
        ({"accepting": "yes", "confirmed_on": day(-90)}, "good", "Accepting new clients"),
    ],
)
def test_it_says_what_was_stated_if_that_still_holds(
    values: dict[str, Any], tone: str, text: str
) -> None:
    therapist = Therapist(**{"confirmed_on": day(-3), **values})

    said = availability(therapist, TODAY)

    assert (said.tone, said.text) == (tone, text)


@pytest.mark.parametrize(
    ("confirmed_on", "detail"),
    [
        (TODAY, "confirmed today"),
        (day(-3), "confirmed 3 days ago"),
        (day(-91), "confirmed on July 4, 2026"),
        (None, ""),
    ],
)
def test_it_says_when_that_was_confirmed(confirmed_on: date | None, detail: str) -> None:
    therapist = Therapist(accepting="yes", confirmed_on=confirmed_on)

    assert availability(therapist, TODAY).detail == detail
