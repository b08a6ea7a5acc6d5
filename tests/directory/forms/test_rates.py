"""Prices and policies: every rule is told beside its field."""

from __future__ import annotations

import pytest

from directory.choices import LiveFact
from tests.directory.forms.browser import judged, opened, posted, says
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

PRICE = {"minutes": "60", "price_cents": "95.50"}
POLICY = {"kind": "cancellation", "text": "Tell me a day ahead."}


def sent(table: str, *rows: dict[str, str]):
    therapist = TherapistFactory()
    data = posted(opened("rates", therapist))
    for number, row in enumerate(rows):
        for name, value in row.items():
            data[f"rates-{table}-{number}-{name}"] = value
    data[f"rates-{table}-TOTAL_FORMS"] = str(len(rows))
    return opened("rates", therapist, data)


def test_prices_are_kept_in_cents_and_in_the_order_of_lengths() -> None:
    forms = sent("rates", {"minutes": "90", "price_cents": "$130", "hands_on_minutes": "80"}, PRICE)

    assert forms.is_valid()
    assert forms.facts() == {
        LiveFact.RATES: {
            "rates": [
                {"minutes": 60, "price_cents": 9550, "hands_on_minutes": None},
                {"minutes": 90, "price_cents": 13000, "hands_on_minutes": 80},
            ],
            "payment_kinds": [],
        }
    }


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("price_cents", "", "Please fill this in."),
        ("price_cents", "0", "from $1 to $1,000"),
        ("price_cents", "1001", "from $1 to $1,000"),
        ("price_cents", "-95", "from $1 to $1,000"),
        ("price_cents", "1e9", "from $1 to $1,000"),
        ("minutes", "", "Please choose one."),
        ("minutes", "50", "Choose from the answers"),
        ("hands_on_minutes", "61", "more than the 60 minutes"),
        ("hands_on_minutes", "121", "from 0 to 120"),
        ("hands_on_minutes", "-1", "from 0 to 120"),
    ],
)
def test_what_cannot_be_right_is_told_beside_its_field(name: str, value: str, words: str) -> None:
    assert says(sent("rates", PRICE | {name: value}), f"rates-rates-0-{name}", words)


def test_a_length_has_one_price() -> None:
    forms = sent("rates", PRICE, PRICE | {"price_cents": "80"})

    assert says(forms, "rates-rates-1-minutes", "a price for this length above")


def test_all_of_a_session_may_be_hands_on() -> None:
    assert sent("rates", PRICE | {"hands_on_minutes": "60"}).is_valid()


def test_policies_are_kept_in_the_order_of_the_site() -> None:
    forms = sent(
        "policies",
        {"kind": "tipping", "text": "Never expected."},
        POLICY | {"notice_hours": "24", "fee_percent": "50"},
    )

    assert forms.is_valid()
    assert forms.sections()["rates"] == {
        "rates_note": "",
        "policies": [
            {
                "kind": "cancellation",
                "text": "Tell me a day ahead.",
                "notice_hours": 24,
                "fee_percent": 50,
            },
            {
                "kind": "tipping",
                "text": "Never expected.",
                "notice_hours": None,
                "fee_percent": None,
            },
        ],
    }


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("kind", "", "Please choose one."),
        ("text", "", "Please fill this in."),
        ("text", "a" * 601, "at most 600 characters"),
        ("notice_hours", "337", "from 0 to 336"),
        ("fee_percent", "101", "from 0 to 100"),
        ("fee_percent", "-1", "from 0 to 100"),
    ],
)
def test_what_a_policy_cannot_say_is_told_beside_its_field(
    name: str, value: str, words: str
) -> None:
    assert says(sent("policies", POLICY | {name: value}), f"rates-policies-0-{name}", words)


def test_a_kind_of_policy_stands_once() -> None:
    assert says(sent("policies", POLICY, POLICY), "rates-policies-1-kind", "Put both into one")


def test_ways_to_pay_are_live_and_a_note_is_not() -> None:
    data = posted(opened("rates", TherapistFactory()), rates__rates_note="Ask me.")
    data.setlist("rates-payment_kinds", ["cash", "hsa-fsa"])

    forms = opened("rates", TherapistFactory(), data)

    assert forms.is_valid()
    assert forms.facts()[LiveFact.RATES]["payment_kinds"] == ["hsa-fsa", "cash"]
    assert forms.sections()["rates"]["rates_note"] == "Ask me."


def test_a_note_has_its_limit() -> None:
    forms = judged("rates", TherapistFactory(), rates__rates_note="a" * 601)

    assert says(forms, "rates-rates_note", "at most 600 characters")
