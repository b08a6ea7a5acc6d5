"""New clients, pause and hours: every rule is told beside its field."""

from __future__ import annotations

from datetime import date, time

import pytest
import time_machine

from directory.choices import LiveFact
from tests.directory.forms.browser import judged, opened, posted, says
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def availability(forms) -> dict[str, object]:
    assert forms.is_valid(), forms.error_list
    found: dict[str, object] = forms.facts()[LiveFact.AVAILABILITY]
    return found


def test_all_of_it_may_stay_unstated() -> None:
    forms = judged("availability", TherapistFactory())

    assert availability(forms) == {"accepting": "", "waiting_weeks": None, "paused_until": None}
    assert forms.facts()[LiveFact.HOURS] == {"hours": []}
    assert forms.sections() == {}


def test_a_waiting_list_has_its_weeks() -> None:
    forms = judged(
        "availability",
        TherapistFactory(),
        availability__accepting="waiting-list",
        availability__waiting_weeks="3",
    )

    assert availability(forms)["waiting_weeks"] == 3


@pytest.mark.parametrize("accepting", ["", "yes", "no"])
def test_weeks_without_a_waiting_list_are_refused(accepting: str) -> None:
    forms = judged(
        "availability",
        TherapistFactory(),
        availability__accepting=accepting,
        availability__waiting_weeks="0",
    )

    assert says(forms, "availability-waiting_weeks", "choose “Waiting list” above")


@pytest.mark.parametrize("weeks", ["105", "-1", "1e9", "x", "9" * 5000])
def test_weeks_lie_between_0_and_104(weeks: str) -> None:
    forms = judged(
        "availability",
        TherapistFactory(),
        availability__accepting="waiting-list",
        availability__waiting_weeks=weeks,
    )

    assert says(forms, "availability-waiting_weeks", "from 0 to 104")


def test_an_answer_outside_the_list_is_refused() -> None:
    forms = judged("availability", TherapistFactory(), availability__accepting="maybe")

    assert says(forms, "availability-accepting", "Choose from the answers shown here.")


@time_machine.travel("2026-11-22 12:00", tick=False)
@pytest.mark.parametrize(
    ("typed", "is_fine"),
    [
        ("2026-11-21", False),
        ("2026-11-22", False),
        ("2026-11-23", True),
        ("11/23/2026", True),
        ("2027-11-22", True),
        ("2027-11-23", False),
        ("9999-12-31", False),
    ],
)
def test_a_pause_ends_in_the_future_and_within_a_year(typed: str, is_fine: bool) -> None:
    forms = judged("availability", TherapistFactory(), availability__paused_until=typed)

    if is_fine:
        assert str(availability(forms)["paused_until"]).startswith("202")
    else:
        assert not forms.is_valid()
        assert "id_availability-paused_until" in dict(forms.error_list)


@time_machine.travel("2026-11-22 12:00", tick=False)
def test_a_pause_that_is_over_does_not_stand_in_the_way() -> None:
    therapist = TherapistFactory(paused_until=date(2026, 11, 1), accepting="no")

    forms = judged("availability", therapist, availability__accepting="yes")

    assert availability(forms)["paused_until"] == "2026-11-01"


def hours(*rows: tuple[str, str, str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for number, (weekday, opens, closes) in enumerate(rows):
        start = f"hours__hours__{number}__"
        fields |= {f"{start}weekday": weekday, f"{start}opens": opens, f"{start}closes": closes}
    return fields | {"hours__hours__TOTAL_FORMS": str(len(rows))}


def test_hours_are_sorted_by_day_and_time() -> None:
    rows = hours(("1", "09:00", "12:00"), ("0", "1:00 pm", "17:30"), ("0", "9:00", "12:00"))

    forms = judged("availability", TherapistFactory(), **rows)

    assert forms.is_valid()
    assert forms.facts()[LiveFact.HOURS]["hours"] == [
        {"weekday": 0, "opens": "09:00", "closes": "12:00"},
        {"weekday": 0, "opens": "13:00", "closes": "17:30"},
        {"weekday": 1, "opens": "09:00", "closes": "12:00"},
    ]


@pytest.mark.parametrize(("opens", "closes"), [("17:00", "09:00"), ("09:00", "09:00")])
def test_hours_open_before_they_close(opens: str, closes: str) -> None:
    forms = judged("availability", TherapistFactory(), **hours(("0", opens, closes)))

    assert says(forms, "hours-hours-0-closes", "later than the time before it")


def test_midnight_is_explained() -> None:
    forms = judged("availability", TherapistFactory(), **hours(("0", "18:00", "00:00")))

    assert says(forms, "hours-hours-0-closes", "For midnight, enter 11:59 PM")


@pytest.mark.parametrize(
    ("missing", "row"),
    [
        ("weekday", ("", "09:00", "17:00")),
        ("opens", ("0", "", "17:00")),
        ("closes", ("0", "09:00", "")),
    ],
)
def test_a_row_of_hours_is_whole(missing: str, row: tuple[str, str, str]) -> None:
    assert says(
        judged("availability", TherapistFactory(), **hours(row)),
        f"hours-hours-0-{missing}",
        "Please",
    )


@pytest.mark.parametrize("weekday", ["7", "-1", "monday", "9" * 5000, "\x00"])
def test_a_day_is_one_of_seven(weekday: str) -> None:
    forms = judged("availability", TherapistFactory(), **hours((weekday, "09:00", "17:00")))

    assert says(forms, "hours-hours-0-weekday", "Choose from the answers shown here.")


@pytest.mark.parametrize("second", [("09:00", "17:00"), ("16:59", "18:00"), ("10:00", "11:00")])
def test_hours_of_a_day_do_not_overlap(second: tuple[str, str]) -> None:
    rows = hours(("0", "09:00", "17:00"), ("0", *second))

    assert says(
        judged("availability", TherapistFactory(), **rows), "hours-hours-1-opens", "overlaps"
    )


def test_hours_may_touch_and_may_be_the_same_on_another_day() -> None:
    rows = hours(("0", "09:00", "12:00"), ("0", "12:00", "17:00"), ("1", "09:00", "12:00"))

    assert judged("availability", TherapistFactory(), **rows).is_valid()


def test_kept_hours_are_shown_as_browsers_want_them() -> None:
    therapist = TherapistFactory(hours=[(0, 9, 17)])
    therapist.opening_hours.update(closes=time(17, 30))

    data = posted(opened("availability", therapist))

    assert (data["hours-hours-0-opens"], data["hours-hours-0-closes"]) == ("09:00", "17:30")
