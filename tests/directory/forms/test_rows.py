"""A table takes what arrives and never more than it has room for, whatever is claimed."""

from __future__ import annotations

import pytest

from directory.models import Therapist
from tests.directory.forms.browser import judged, messages, opened, posted, put, rendered, says
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

TOTAL = "rates-rates-TOTAL_FORMS"


@pytest.fixture
def therapist() -> Therapist:
    return TherapistFactory(rates={60: 9500, 90: 13000})


def prices(forms) -> list[int]:
    assert forms.is_valid(), forms.error_list
    (values,) = forms.facts().values()
    return [row["price_cents"] for row in values["rates"]]


def test_a_table_shows_its_rows_and_no_empty_one(therapist: Therapist) -> None:
    html = rendered(opened("rates", therapist))

    assert 'name="rates-rates-1-minutes"' in html
    assert 'name="rates-rates-2-minutes"' not in html


def test_an_empty_table_shows_one_empty_row(therapist: Therapist) -> None:
    html = rendered(opened("rates", TherapistFactory()))

    assert 'name="rates-rates-0-minutes"' in html
    assert 'name="rates-rates-1-minutes"' not in html


def test_empty_rows_are_ignored_wherever_they_stand(therapist: Therapist) -> None:
    data = posted(opened("rates", therapist))
    for name in ("minutes", "price_cents", "hands_on_minutes"):
        data[f"rates-rates-2-{name}"] = data[f"rates-rates-1-{name}"]
        data[f"rates-rates-1-{name}"] = "  "
    data[TOTAL] = "4"
    data["rates-rates-3-minutes"] = ""

    assert prices(opened("rates", therapist, data)) == [9500, 13000]


def test_a_table_can_be_emptied(therapist: Therapist) -> None:
    data = posted(opened("rates", therapist))
    for name in [name for name in data if name.startswith(("rates-rates-0", "rates-rates-1"))]:
        del data[name]
    data[TOTAL] = "0"

    assert prices(opened("rates", therapist, data)) == []


@pytest.mark.parametrize("total", [None, "", "x", "-1", "1e9", "9" * 5000, "\x00", [], "٢"])
def test_rows_count_by_their_fields_when_their_number_cannot_be_read(
    therapist: Therapist, total: object
) -> None:
    data = posted(opened("rates", therapist))
    put(data, TOTAL, total)

    forms = opened("rates", therapist, data)

    assert prices(forms) == [9500, 13000]
    assert 'name="rates-rates-TOTAL_FORMS" value="2"' in rendered(forms)


@pytest.mark.parametrize("total", ["99999999", "999999999"])
def test_a_claimed_number_makes_no_rows(therapist: Therapist, total: str) -> None:
    data = posted(opened("rates", therapist))
    data[TOTAL] = total

    assert prices(opened("rates", therapist, data)) == [9500, 13000]


def test_rows_beyond_the_announced_number_do_not_count(therapist: Therapist) -> None:
    data = posted(opened("rates", therapist))
    data[TOTAL] = "1"

    assert prices(opened("rates", therapist, data)) == [9500]


def test_a_table_that_did_not_arrive_is_not_an_empty_one(therapist: Therapist) -> None:
    data = posted(opened("rates", therapist))
    for name in [name for name in data if name.startswith("rates-rates-")]:
        del data[name]

    forms = opened("rates", therapist, data)

    assert says(forms, "rates-rates", "did not arrive")


def test_more_rows_than_there_is_room_for_are_refused(therapist: Therapist) -> None:
    data = posted(opened("rates", therapist))
    data[TOTAL] = "5000"
    data["rates-rates-4999-minutes"] = "60"

    forms = opened("rates", therapist, data)

    assert not forms.is_valid()
    assert messages(forms)[0] == (
        "rates-rates: This table has room for 6 rows. Take out some of them."
    )
    assert "rates-rates-6-minutes" not in rendered(forms)


def test_rows_that_are_there_are_not_cut_off_by_the_limit() -> None:
    from tests.factories.directory import LocationFactory

    therapist = TherapistFactory()
    for position in range(8):
        LocationFactory(therapist=therapist, position=position)

    forms = judged("place", therapist)

    assert forms.is_valid()
    assert len(forms.sections()["place"]["locations"]) == 8


def test_a_row_with_only_a_tick_is_not_empty() -> None:
    forms = judged(
        "techniques", TherapistFactory(), **{"techniques__techniques__0__is_specialty": "on"}
    )

    assert says(forms, "techniques-techniques-0-technique", "Please choose one.")


def test_a_row_of_invisible_characters_is_not_empty_and_no_error_page() -> None:
    forms = judged(
        "credentials", TherapistFactory(), **{"credentials__credentials__0__title": "\x01"}
    )

    assert not forms.is_valid()


def test_there_is_a_form_for_rows_to_come(therapist: Therapist) -> None:
    forms = opened("rates", therapist)
    table = forms.parts[0].tables[0]

    assert 'name="rates-rates-__prefix__-price_cents"' in str(
        table.formset.empty_form["price_cents"]
    )
    assert table.can_grow
