"""Rows come and go without JavaScript, and nothing typed is lost on the way."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from directory.forms.page_forms import press_row_button
from directory.forms.pages import BY_KEY
from tests.directory.forms.browser import opened, posted, put, rendered
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

RATES = BY_KEY["rates"]


def typed(**more: str) -> QueryDict:
    """Three prices, the last of them half typed, and a policy."""
    data = QueryDict(mutable=True)
    for number, (minutes, price) in enumerate([("60", "95"), ("90", "oops"), ("", "1")]):
        data[f"rates-rates-{number}-minutes"] = minutes
        data[f"rates-rates-{number}-price_cents"] = price
        data[f"rates-rates-{number}-hands_on_minutes"] = ""
    data["rates-rates-TOTAL_FORMS"] = "3"
    data["rates-policies-0-text"] = "Half typed"
    data["rates-policies-TOTAL_FORMS"] = "1"
    data.setlist("rates-payment_kinds", ["card", "cash"])
    for name, value in more.items():
        data[name] = value
    return data


def pressed(value: str, data: QueryDict | None = None) -> QueryDict:
    data = typed() if data is None else data
    data["rows"] = value
    changed = press_row_button(RATES, data)
    assert changed is not None
    return changed


def prices(data: QueryDict) -> list[str | None]:
    total = int(data["rates-rates-TOTAL_FORMS"])
    return [data.get(f"rates-rates-{number}-price_cents") for number in range(total)]


def test_without_such_a_button_nothing_is_said() -> None:
    assert press_row_button(RATES, typed()) is None


def test_a_row_is_added_at_the_end() -> None:
    changed = pressed("add:rates")

    assert prices(changed) == ["95", "oops", "1", None]
    assert changed["rates-policies-0-text"] == "Half typed"
    assert changed.getlist("rates-payment_kinds") == ["card", "cash"]
    assert "rows" not in changed


@pytest.mark.parametrize(
    ("number", "left"), [(0, ["oops", "1"]), (1, ["95", "1"]), (2, ["95", "oops"])]
)
def test_a_row_is_taken_away_and_the_others_move_up(number: int, left: list[str]) -> None:
    changed = pressed(f"remove:rates:{number}")

    assert prices(changed) == left
    assert "rates-rates-2-price_cents" not in changed


def test_every_field_of_a_row_moves_with_it() -> None:
    changed = pressed("remove:rates:0", typed(**{"rates-rates-1-anything": "else"}))

    assert changed["rates-rates-0-minutes"] == "90"
    assert changed["rates-rates-0-anything"] == "else"


def test_only_the_named_table_changes() -> None:
    changed = pressed("remove:policies:0")

    assert prices(changed) == ["95", "oops", "1"]
    assert changed["rates-policies-TOTAL_FORMS"] == "0"
    assert "rates-policies-0-text" not in changed


def test_what_was_sent_is_left_as_it_was() -> None:
    data = typed()
    pressed("remove:rates:0", data)

    assert data["rates-rates-0-price_cents"] == "95"


@pytest.mark.parametrize(
    "value",
    [
        "", "add", "add:", "add:nothing", "add:rates:1", "remove:rates", "remove:rates:", "save",
        "remove:rates:3", "remove:rates:99999", "remove:rates:-1", "remove:rates:x", "\x00",
        "\ud800", "add:rates ", "remove:rates:١", "a" * 10_000,
    ],
)  # fmt: skip
def test_a_button_that_does_not_exist_changes_nothing_and_saves_nothing(value: str) -> None:
    assert pressed(value) == typed()


def test_a_button_without_a_value_changes_nothing() -> None:
    data = typed()
    data.setlist("rows", [])

    assert press_row_button(RATES, data) == typed()


def test_a_full_table_takes_no_more_rows() -> None:
    data = typed()
    for _time in range(10):
        data = pressed("add:rates", data)

    assert data["rates-rates-TOTAL_FORMS"] == "6"


@pytest.mark.parametrize("total", [None, "", "-5", "99999999", "1e9", "x", "9" * 5000, []])
@pytest.mark.parametrize(("value", "count"), [("add:rates", 4), ("remove:rates:0", 2)])
def test_a_claimed_number_of_rows_does_no_harm(total: object, value: str, count: int) -> None:
    data = typed()
    put(data, "rates-rates-TOTAL_FORMS", total)

    assert len(prices(pressed(value, data))) == count


def test_many_rows_are_cut_to_what_can_be_looked_at() -> None:
    data = typed(**{"rates-rates-9999-minutes": "60", "rates-rates-TOTAL_FORMS": "99999999"})

    assert len(prices(pressed("add:rates", data))) == 100


def test_the_first_row_of_an_empty_table_is_followed_by_a_second() -> None:
    therapist = TherapistFactory()
    data = pressed("add:rates", posted(opened("rates", therapist)))

    html = rendered(opened("rates", therapist, data, show_errors=False))

    assert 'name="rates-rates-1-minutes"' in html
    assert 'name="rates-rates-2-minutes"' not in html


def test_rows_with_hidden_keys_keep_them() -> None:
    therapist = TherapistFactory(places=["Denver", "Boulder"])
    first, second = (str(one.pk) for one in therapist.locations.all())
    data = posted(opened("place", therapist))
    data["rows"] = "remove:locations:0"

    changed = press_row_button(BY_KEY["place"], data)

    assert changed is not None
    forms = opened("place", therapist, changed)
    assert forms.is_valid()
    assert [row["key"] for row in forms.sections()["place"]["locations"]] == [second] != [first]


def test_adding_and_removing_the_same_row_gives_the_same_page() -> None:
    therapist = TherapistFactory(rates={60: 9500, 90: 13000})
    data = posted(opened("rates", therapist))

    there = pressed("add:rates", data)
    back = pressed("remove:rates:2", there)

    assert opened("rates", therapist, back).is_valid()
    assert rendered(opened("rates", therapist, back)) == rendered(
        opened("rates", therapist, posted(opened("rates", therapist)))
    )
