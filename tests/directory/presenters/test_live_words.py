"""The small facts that are live at once read like sentences of a person."""

from __future__ import annotations

from typing import Any

import pytest

from directory.choices import LiveFact
from directory.presenters.live_words import lines


@pytest.mark.parametrize(
    ("fact", "values", "expected"),
    [
        (LiveFact.PHONE, {"phone": "+13035550142"}, [("Phone", "(303) 555-0142")]),
        (LiveFact.PHONE, {"phone": ""}, [("Phone", "Not stated")]),
        (
            LiveFact.AVAILABILITY,
            {"accepting": "waiting-list", "waiting_weeks": 1, "paused_until": "2027-01-04"},
            [
                ("New clients", "Waiting list"),
                ("Waiting time", "About 1 week"),
                ("Pause", "Takes no new clients before January 4, 2027"),
            ],
        ),
        (
            LiveFact.AVAILABILITY,
            {"accepting": "", "waiting_weeks": None, "paused_until": None},
            [("New clients", "Not stated")],
        ),
        (
            LiveFact.HOURS,
            {
                "hours": [
                    {"weekday": 0, "opens": "09:00", "closes": "12:00"},
                    {"weekday": 0, "opens": "13:30", "closes": "18:00"},
                    {"weekday": 5, "opens": "10:00", "closes": "14:00"},
                ]
            },
            [
                ("Monday", "9 a.m. to noon, 1:30 p.m. to 6 p.m."),
                ("Saturday", "10 a.m. to 2 p.m."),
            ],
        ),
        (LiveFact.HOURS, {"hours": []}, [("Hours", "Not stated")]),
        (
            LiveFact.RATES,
            {
                "rates": [
                    {"minutes": 60, "price_cents": 9550, "hands_on_minutes": 50},
                    {"minutes": 90, "price_cents": 14000, "hands_on_minutes": None},
                ],
                "payment_kinds": [],
            },
            [
                ("60 minutes", "$95.50, 50 minutes hands-on"),
                ("90 minutes", "$140"),
                ("Ways to pay", "Not stated"),
            ],
        ),
        (
            LiveFact.RATES,
            {"rates": [], "payment_kinds": []},
            [("Prices", "Not stated"), ("Ways to pay", "Not stated")],
        ),
    ],
)
def test_a_fact_in_words(
    fact: LiveFact, values: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert lines(fact, values) == expected


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_ways_to_pay_have_names_and_one_that_is_gone_keeps_its_slug() -> None:
    found = lines(LiveFact.RATES, {"rates": [], "payment_kinds": ["cash", "shells"]})

    assert found[-1] == ("Ways to pay", "Cash, shells")
