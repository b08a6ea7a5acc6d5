"""The worksheet, in words."""

from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory import formatting
from directory.models import Therapist
from directory.presenters.chosen import choose
from directory.presenters.worksheet import ROOM, Worksheet
from directory.vetting import QUESTIONS
from tests.factories.directory import TherapistFactory, demo_therapist

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def sheet(*therapists: Therapist) -> Worksheet:
    data = QueryDict("&".join(f"t={one.slug}" for one in therapists))
    chosen = choose(Therapist.objects.with_answers(), data, 4)
    return Worksheet(chosen, timezone.localdate())


def person(**values: Any) -> Therapist:
    therapist: Therapist = TherapistFactory(**{"published": True, **values})
    return therapist


@pytest.mark.parametrize(("number", "columns"), [(0, 2), (1, 2), (2, 2), (3, 3), (4, 4), (5, 4)])
def test_there_are_six_rows_and_always_room_for_a_second_opinion(number: int, columns: int) -> None:
    worksheet = sheet(*(person() for _ in range(number)))

    assert [row.question for row in worksheet.rows] == list(QUESTIONS)
    assert len(worksheet.columns) == columns
    assert {len(row.cells) for row in worksheet.rows} == {columns}


def test_answers_are_filled_in_and_gaps_stay_to_be_asked() -> None:
    worksheet = sheet(person(name="Ana", rates={60: 9500}))
    rates, unanswered = worksheet.rows[5].cells[0], worksheet.rows[0].cells[0]

    assert rates.text == "$95 for 60 minutes. Canceling: not stated."
    assert (unanswered.name, unanswered.text) == ("Ana", "")
    assert (worksheet.rows[0].cells[1].name, worksheet.rows[0].cells[1].text) == ("", "")


@pytest.mark.parametrize("number", [2, 3, 4])
def test_long_answers_are_cut_to_what_their_box_holds(number: int) -> None:
    therapists = [
        person(approach_text="Slow and careful work. " * 80, assessment_items=["symptom-map"])
        for _ in range(number)
    ]

    texts = [cell.text for cell in sheet(*therapists).rows[3].cells]

    assert all(len(text) <= ROOM[number] for text in texts)
    assert all("…" in text for text in texts)


def test_the_head_of_a_column_has_what_a_caller_needs() -> None:
    ana = person(slug="ana", name="Ana " + "Maria " * 18, phone="+13035550142", is_demo=True)

    column = sheet(ana).columns[0]

    assert column.name.startswith("Ana Maria")
    assert column.name.endswith("…")
    assert (column.area, column.phone, column.is_demo) == ("Denver, CO", "(303) 555-0142", True)


def test_a_therapist_without_a_place_still_has_a_column() -> None:
    assert sheet(person(places=[])).columns[0].area == ""


def test_the_title_tells_whom_it_is_for() -> None:
    assert sheet().title == "Worksheet to fill in by phone"
    assert sheet(person(name="Ana"), person(name="Ben")).title == "Worksheet for Ana, Ben"


def test_it_says_on_which_day_it_was_made_and_that_demo_people_do_not_exist() -> None:
    assert sheet().day == formatting.day(timezone.localdate())
    assert not sheet(person()).has_demo
    assert sheet(person(), person(is_demo=True)).has_demo


def test_what_to_tell_covers_what_a_therapist_must_know() -> None:
    told = " ".join(str(one.text) for one in sheet().tell).lower()

    for word in (
        "warning signs", "better or worse", "positions", "blood thinners", "clots", "numb",
        "pregnant", "operations", "implants", "allergies", "scents", "not want touched",
        "how firm", "stop", "my doctor",
    ):  # fmt: skip
        assert word in told


def test_everything_is_said_without_asking_the_database() -> None:
    worksheet = sheet(demo_therapist(1), person())

    with CaptureQueriesContext(connection) as queries:
        for name in dir(worksheet):
            if not name.startswith("_"):
                getattr(worksheet, name)

    assert len(queries) == 0
