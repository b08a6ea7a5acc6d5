"""The comparison, in words."""

from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.models import ComfortFeature, Therapist
from directory.presenters.chosen import choose
from directory.presenters.comparison import Cell, Comparison, FactNames, Row
from directory.presenters.short_answers import Line
from directory.vetting import QUESTIONS
from tests.factories.directory import SessionPlanFactory, TherapistFactory, demo_therapist

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def compare(*therapists: Therapist) -> Comparison:
    data = QueryDict("&".join(f"t={one.slug}" for one in therapists))
    chosen = choose(Therapist.objects.with_answers(), data, 4)
    return Comparison(chosen, FactNames.load(), timezone.localdate())


def person(**values: Any) -> Therapist:
    therapist: Therapist = TherapistFactory(**{"published": True, **values})
    return therapist


def row(comparison: Comparison, heading: str) -> Row:
    (found,) = (
        row for section in comparison.sections for row in section.rows if row.heading == heading
    )
    return found


def said(comparison: Comparison, heading: str) -> list[list[str]]:
    return [[line.text for line in cell.lines] for cell in row(comparison, heading).cells]


def test_availability_is_first_then_the_six_questions_then_facts_then_cost() -> None:
    comparison = compare(person(comforts={"seated": True}), person(access={"step-free": True}))

    headings = [row.heading for section in comparison.sections for row in section.rows]

    assert headings == [
        "New clients", "Place", "Phone",
        *(str(question.wording) for question in QUESTIONS),
        "Step-free entrance", "Seated massage", "Price per hour", "Cost of the whole plan",
    ]  # fmt: skip
    assert [row.key for row in comparison.sections[1].rows] == [one.key for one in QUESTIONS]


def test_the_title_names_the_people() -> None:
    ana, ben, cleo = (person(name=name) for name in ("Ana", "Ben", "Cleo"))

    assert compare().title == "Compare therapists: nobody is chosen yet"
    assert compare(ana).title == "Compare Ana with others"
    assert compare(ana, ben).title == "Compare Ana and Ben"
    assert compare(ana, ben, cleo).title == "Compare Ana, Ben and Cleo"


def test_what_is_unanswered_and_what_is_not_stated_are_said_in_words() -> None:
    comparison = compare(person())

    for section in comparison.sections:
        for one in section.rows:
            (cell,) = one.cells
            if not cell.lines:
                assert cell.missing == ("Not answered yet" if one.key else "Not stated")
    assert [not one.cells[0].lines for one in comparison.sections[1].rows] == [True] * 6


def test_facts_that_nobody_states_are_named_in_one_sentence() -> None:
    comparison = compare(person(comforts={"seated": False}), person())
    comfort = comparison.sections[3]

    assert said(comparison, "Seated massage") == [["No"], []]
    assert [one.heading for one in comfort.rows] == ["Seated massage"]
    assert comfort.note.startswith("Nobody here states these: side-lying position,")
    assert "seated" not in comfort.note


def test_with_every_fact_stated_there_is_no_such_sentence() -> None:
    slugs = ComfortFeature.objects.filter(is_active=True).values_list("slug", flat=True)

    comparison = compare(person(comforts=dict.fromkeys(slugs, True)))

    assert comparison.sections[3].note == ""


def test_prices_by_the_hour_are_of_a_length_that_all_offer() -> None:
    comparison = compare(person(rates={60: 9500, 90: 13000}), person(rates={90: 12000}), person())

    assert said(comparison, "Price per hour") == [
        ["$86.67", "$130 for 90 minutes"],
        ["$80", "$120 for 90 minutes"],
        [],
    ]
    assert row(comparison, "Price per hour").note == "Worked out from the price of 90 minutes."


def test_without_such_a_length_each_price_says_its_own() -> None:
    comparison = compare(person(rates={60: 9500}), person(rates={30: 5000, 45: 6000}))

    assert said(comparison, "Price per hour") == [["$95"], ["$80", "$60 for 45 minutes"]]
    assert row(comparison, "Price per hour").note.startswith("No length is offered by all")


def test_one_person_alone_needs_no_word_about_lengths() -> None:
    assert row(compare(person(rates={60: 9500})), "Price per hour").note == ""
    assert row(compare(person(), person()), "Price per hour").note == ""


def test_the_plan_is_summed_up_or_says_what_is_missing() -> None:
    priced, unpriced = person(rates={60: 9500}), person()
    SessionPlanFactory(therapist=priced, phases=[(4, 60, 7)], review_after=2)
    SessionPlanFactory(therapist=unpriced, phases=[(2, 45, 7)])

    plan = said(compare(priced, unpriced, person()), "Cost of the whole plan")

    assert plan[0] == [
        "About $380 for 4 sessions over 3 weeks.",
        "Until the review after session 2: $190.",
    ]
    assert "no price stated for 45 minutes" in plan[1][0]
    assert plan[2] == []


def cell(*texts: str) -> Cell:
    return Cell("Ana", [Line(text) for text in texts], "Not stated")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([cell("Yes"), cell("Yes")], True),
        ([cell("Yes"), cell("No")], False),
        ([cell("Yes"), cell()], False),
        ([cell(), cell()], False),
        ([cell("Yes")], False),
    ],
)
def test_rows_are_the_same_only_if_all_say_something_and_the_same(
    cells: list[Cell], expected: bool
) -> None:
    assert Row("x", cells).is_same is expected


def test_each_column_leads_to_the_profile_and_out_of_the_comparison() -> None:
    ana, ben = person(name="Ana"), person(name="Ben", is_demo=True)

    first, second = compare(ana, ben).columns

    assert first.url == "/therapists/ana/?t=ana&t=ben"
    assert first.remove_url == "/therapists/compare/?t=ben"
    assert (first.is_demo, second.is_demo) == (False, True)


def test_whoever_has_no_room_stays_on_the_list_and_off_the_worksheet() -> None:
    comparison = compare(*(person(name=name) for name in "ABCDE"))

    assert comparison.shortlist_url.endswith("?t=a&t=b&t=c&t=d&t=e")
    assert comparison.search_url.endswith("?t=a&t=b&t=c&t=d&t=e")
    assert comparison.worksheet_url.endswith("?t=a&t=b&t=c&t=d")
    assert comparison.span == 5


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4])
def test_it_knows_how_many_columns_it_has(number: int) -> None:
    comparison = compare(*(person() for _ in range(number)))

    assert comparison.has_enough is (number >= 2)


def test_everything_is_said_without_asking_the_database() -> None:
    comparison = compare(demo_therapist(1), person())

    with CaptureQueriesContext(connection) as queries:
        for name in dir(comparison):
            if not name.startswith("_"):
                getattr(comparison, name)

    assert len(queries) == 0
