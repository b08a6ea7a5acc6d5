"""The words about the cost of a plan, alone and on the profile page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from directory.models import Therapist
from directory.plan_cost import plan_cost
from directory.presenters.plan_cost import CostPart, describe, summary
from tests.directory.pages import Page, get
from tests.factories.directory import PolicyFactory, SessionPlanFactory, TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

TODAY = date(2026, 1, 26)
PLAN = [(4, 60, 7), (2, 90, 14)]
PRICES = {60: 9500, 90: 13000}
ADVICE = "This is our own advice: the therapist has not stated a rule."


def therapist_with(
    plan: list[tuple[int, int, int]] | None = None,
    rates: dict[int, int] | None = None,
    **values: Any,
) -> Therapist:
    therapist = TherapistFactory(published=True, rates=PRICES if rates is None else rates)
    SessionPlanFactory(therapist=therapist, phases=PLAN if plan is None else plan, **values)
    return Therapist.objects.with_answers().get(pk=therapist.pk)


def part(*args: Any, **values: Any) -> CostPart:
    described = describe(therapist_with(*args, **values), TODAY)
    assert described is not None
    return described


def summary_of(*args: Any, **values: Any) -> str:
    cost = plan_cost(therapist_with(*args, **values), TODAY)
    assert cost is not None
    return summary(cost)


def sessions_answer(client: Client, therapist: Therapist) -> str:
    page = get(client, therapist.get_absolute_url())
    (answer,) = page.all("//section[@data-question='sessions']")
    return " ".join(answer.text_content().split())


# Words ------------------------------------------------------------------------------------------


def test_the_total_is_a_calm_sentence() -> None:
    assert part().total == (
        "If you took all 6 sessions as planned: $640. You decide after each one."
    )
    assert part([(1, 60, 7)]).total == (
        "If you took the one session as planned: $95. You decide after it."
    )


def test_a_missing_price_is_said_and_not_guessed() -> None:
    shown = part([(2, 45, 7), (2, 60, 7), (1, 90, 7)], {60: 9500}, review_after=3)

    assert shown.total == (
        "This therapist states no price for 45 or 90 minutes, so we cannot give a total."
        " Ask before you book."
    )
    assert shown.phases == [
        "2 sessions of 45 minutes: no price stated",
        "2 sessions of 60 minutes at $95: $190",
        "1 session of 90 minutes: no price stated",
    ]
    assert shown.until_review == ""
    assert [line.price for line in shown.sessions] == ["", "", "$95", "$95", ""]


def test_each_phase_has_its_line() -> None:
    assert part([(4, 60, 7), (1, 90, 14)]).phases == [
        "4 sessions of 60 minutes at $95: $380",
        "1 session of 90 minutes: $130",
    ]


@pytest.mark.parametrize(
    ("review_after", "text"),
    [
        (None, ""),
        (1, "Until the review after the first session: $95."),
        (3, "Until the review after session 3: $285."),
        (6, "Until the review after session 6: $640."),
        (7, "The review comes after the sessions listed here."),
    ],
)
def test_the_cost_until_the_review(review_after: int | None, text: str) -> None:
    assert part(review_after=review_after).until_review == text


@pytest.mark.parametrize(
    ("percent", "text"),
    [
        (None, ""),
        (0, "Canceling late costs nothing."),
        (50, "Canceling a session too late would cost up to $65."),
    ],
)
def test_what_canceling_late_costs(percent: int | None, text: str) -> None:
    therapist = therapist_with()
    PolicyFactory(therapist=therapist, kind="cancellation", fee_percent=percent)
    described = describe(Therapist.objects.with_answers().get(pk=therapist.pk), TODAY)

    assert described is not None
    assert described.late_cancellation == text


def test_the_example_starts_in_a_week() -> None:
    shown = part(review_after=3)

    assert shown.start == "February 2, 2026"
    assert [(line.number, line.day, line.minutes, line.price) for line in shown.sessions] == [
        (1, "February 2, 2026", 60, "$95"),
        (2, "February 9, 2026", 60, "$95"),
        (3, "February 16, 2026", 60, "$95"),
        (4, "February 23, 2026", 60, "$95"),
        (5, "March 9, 2026", 90, "$130"),
        (6, "March 23, 2026", 90, "$130"),
    ]
    assert [line.number for line in shown.sessions if line.is_review] == [3]


def test_without_phases_nothing_is_described() -> None:
    assert describe(therapist_with([]), TODAY) is None
    assert describe(TherapistFactory(published=True), TODAY) is None


@pytest.mark.parametrize(
    ("plan", "rates", "text"),
    [
        (PLAN, PRICES, "About $640 for 6 sessions over 7 weeks"),
        ([(1, 60, 7)], PRICES, "About $95 for 1 session"),
        ([(2, 60, 1)], PRICES, "About $190 for 2 sessions over 1 day"),
        ([(2, 60, 7)], PRICES, "About $190 for 2 sessions over 1 week"),
        ([(3, 60, 5)], PRICES, "About $285 for 3 sessions over 10 days"),
        ([(3, 60, 9)], PRICES, "About $285 for 3 sessions over 3 weeks"),
        ([(3, 45, 7)], {45: 6650}, "About $199.50 for 3 sessions over 2 weeks"),
        (PLAN, {60: 9500}, "6 sessions over 7 weeks; no price stated for 90 minutes"),
        (PLAN, {}, "6 sessions over 7 weeks; no price stated for 60 or 90 minutes"),
        ([(1, 60, 7)], {}, "1 session; no price stated for 60 minutes"),
    ],
)
def test_the_summary_is_one_line(
    plan: list[tuple[int, int, int]], rates: dict[int, int], text: str
) -> None:
    assert summary_of(plan, rates) == text


# The profile page -------------------------------------------------------------------------------


def test_the_profile_shows_cost_days_and_the_rule_to_stop(client: Client) -> None:
    therapist = therapist_with(review_after=3)
    PolicyFactory(therapist=therapist, kind="cancellation", fee_percent=50)

    answer = sessions_answer(client, therapist)

    for words in (
        "What this plan would cost",
        "If you took all 6 sessions as planned: $640. You decide after each one.",
        "4 sessions of 60 minutes at $95: $380",
        "2 sessions of 90 minutes at $130: $260",
        "Until the review after session 3: $285.",
        "Canceling a session too late would cost up to $65.",
        "An example, not a booking",
        "When to stop If nothing has changed by the review, stop and see a doctor. " + ADVICE,
    ):
        assert words in answer


def test_the_table_of_days_is_closed_and_starts_a_week_from_today(client: Client) -> None:
    therapist = therapist_with([(2, 60, 7)])

    with time_machine.travel("2026-12-24 12:00"):
        Therapist.objects.update(confirmed_on=date(2026, 12, 1))
        page: Page = get(client, therapist.get_absolute_url())

    details = page.one("//section[@data-question='sessions']//details")
    assert details.get("open") is None
    assert [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./*")]
        for row in details.xpath(".//tbody/tr")
    ] == [
        ["1", "December 31, 2026", "60 minutes", "$95"],
        ["2", "January 7, 2027", "60 minutes", "$95"],
    ]


def test_the_therapists_own_rule_comes_in_place_of_ours(client: Client) -> None:
    answer = sessions_answer(client, therapist_with(stop_rule="Stop after two without change."))

    assert "When to stop Stop after two without change." in answer
    assert ADVICE not in answer
    assert "see a doctor" not in answer


def test_a_plan_without_phases_still_has_a_rule_and_no_cost(client: Client) -> None:
    answer = sessions_answer(client, therapist_with([], first_course="no-fixed-course"))

    assert "If nothing has changed after a few sessions, stop and see a doctor." in answer
    assert "What this plan would cost" not in answer
