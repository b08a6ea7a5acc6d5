"""What a plan comes to: golden plans worked out by hand, and what is never guessed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Policy, Therapist
from directory.plan_cost import PlanCost, plan_cost
from tests.factories.directory import PolicyFactory, SessionPlanFactory, TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

Phases = list[tuple[int, int, int]]
MONDAY = date(2026, 9, 7)
PRICES = {30: 5000, 45: 6650, 60: 9500, 90: 13000}


def loaded(therapist: Therapist) -> Therapist:
    return Therapist.objects.with_answers().get(pk=therapist.pk)


def therapist_with(
    phases: Phases,
    rates: dict[int, int],
    review_after: int | None = None,
    stop_rule: str = "",
) -> Therapist:
    therapist = TherapistFactory(rates=rates)
    SessionPlanFactory(
        therapist=therapist, phases=phases, review_after=review_after, stop_rule=stop_rule
    )
    return therapist


def cost_of(therapist: Therapist, start: date = MONDAY) -> PlanCost:
    cost = plan_cost(loaded(therapist), start)
    assert cost is not None
    return cost


class Golden(NamedTuple):
    phases: Phases
    start: str
    days: str
    total: int | None
    review_after: int | None = None
    until_review: int | None = None
    rates: dict[int, int] = PRICES
    missing: tuple[int, ...] = ()


GOLDEN = {
    "one session": Golden([(1, 60, 7)], "2026-01-15", "2026-01-15", 9500, 1, 9500),
    "four weeks over a month end": Golden(
        [(4, 60, 7)], "2026-01-29", "2026-01-29 2026-02-05 2026-02-12 2026-02-19", 38000, 2, 19000
    ),
    "over a leap day": Golden(
        [(3, 60, 7)], "2028-02-22", "2028-02-22 2028-02-29 2028-03-07", 28500
    ),
    "on a leap day": Golden([(2, 45, 1)], "2028-02-29", "2028-02-29 2028-03-01", 13300),
    "over the end of a February without a leap day": Golden(
        [(3, 60, 7)], "2027-02-22", "2027-02-22 2027-03-01 2027-03-08", 28500
    ),
    "into the next year": Golden(
        [(3, 90, 14)], "2026-12-20", "2026-12-20 2027-01-03 2027-01-17", 39000, 3, 39000
    ),
    "thirty days from the 31st": Golden(
        [(3, 30, 30)], "2026-08-31", "2026-08-31 2026-09-30 2026-10-30", 15000
    ),
    "the longest interval": Golden(
        [(3, 60, 90)], "2026-11-30", "2026-11-30 2027-02-28 2027-05-29", 28500
    ),
    "a new phase keeps its own distance from the old one": Golden(
        [(4, 60, 7), (2, 60, 14)],
        "2026-09-07",
        "2026-09-07 2026-09-14 2026-09-21 2026-09-28 2026-10-12 2026-10-26",
        57000,
        3,
        28500,
    ),
    "three phases of three lengths": Golden(
        [(2, 90, 7), (3, 60, 14), (1, 30, 28)],
        "2026-03-02",
        "2026-03-02 2026-03-09 2026-03-23 2026-04-06 2026-04-20 2026-05-18",
        59500,
        4,
        45000,
    ),
    "single sessions in phases of their own": Golden(
        [(1, 30, 90), (1, 60, 3), (1, 90, 10)],
        "2026-12-30",
        "2026-12-30 2027-01-02 2027-01-12",
        27500,
        2,
        14500,
    ),
    "twenty sessions, day by day": Golden(
        [(20, 30, 1)],
        "2026-02-20",
        " ".join(
            [f"2026-02-{day}" for day in range(20, 29)]
            + [f"2026-03-{day:02}" for day in range(1, 12)]
        ),
        100000,
        20,
        100000,
    ),
    "prices with cents": Golden(
        [(3, 45, 7)], "2026-09-07", "2026-09-07 2026-09-14 2026-09-21", 19950
    ),
    "no price at all": Golden(
        [(2, 60, 7)], "2026-09-07", "2026-09-07 2026-09-14", None, 1, None, {}, (60,)
    ),
    "a price missing after the review": Golden(
        [(2, 60, 7), (2, 90, 14)],
        "2026-09-07",
        "2026-09-07 2026-09-14 2026-09-28 2026-10-12",
        None,
        2,
        19000,
        {60: 9500},
        (90,),
    ),
    "a price missing before the review": Golden(
        [(1, 90, 7), (1, 30, 7), (1, 60, 7)],
        "2026-09-07",
        "2026-09-07 2026-09-14 2026-09-21",
        None,
        2,
        None,
        {60: 9500},
        (30, 90),
    ),
    "a review later than the plan": Golden(
        [(2, 60, 7)], "2026-09-07", "2026-09-07 2026-09-14", 19000, 6, None
    ),
}


@pytest.mark.parametrize("golden", GOLDEN.values(), ids=GOLDEN.keys())
def test_a_plan_has_the_days_and_sums_that_were_worked_out_by_hand(golden: Golden) -> None:
    therapist = therapist_with(golden.phases, golden.rates, golden.review_after)

    cost = cost_of(therapist, date.fromisoformat(golden.start))

    assert " ".join(session.day.isoformat() for session in cost.sessions) == golden.days
    assert [session.number for session in cost.sessions] == list(range(1, len(cost.sessions) + 1))
    assert [session.minutes for session in cost.sessions] == [
        minutes for count, minutes, _days in golden.phases for _session in range(count)
    ]
    assert [session.price_cents for session in cost.sessions] == [
        golden.rates.get(session.minutes) for session in cost.sessions
    ]
    assert cost.total_cents == golden.total
    assert cost.lengths_without_price == golden.missing
    assert (cost.review_after, cost.cents_until_review) == (
        golden.review_after,
        golden.until_review,
    )


def test_without_phases_there_is_nothing_to_reckon() -> None:
    assert plan_cost(loaded(TherapistFactory(rates=PRICES)), MONDAY) is None
    assert plan_cost(loaded(therapist_with([], PRICES, 3)), MONDAY) is None


@pytest.mark.parametrize(
    ("percent", "fee"), [(100, 13000), (50, 6500), (33, 4290), (1, 130), (0, 0), (None, None)]
)
def test_a_late_cancellation_is_reckoned_for_the_dearest_session(
    percent: int | None, fee: int | None
) -> None:
    therapist = therapist_with([(2, 60, 7), (1, 90, 7), (1, 30, 7)], PRICES)
    PolicyFactory(therapist=therapist, kind="cancellation", fee_percent=percent)

    assert cost_of(therapist).late_cancellation_cents == fee


def test_a_fee_is_rounded_up_to_a_whole_cent() -> None:
    therapist = therapist_with([(1, 60, 7)], {60: 9550})
    PolicyFactory(therapist=therapist, kind="cancellation", fee_percent=33)

    assert cost_of(therapist).late_cancellation_cents == 3152


def test_only_the_cancellation_policy_has_the_fee_for_canceling() -> None:
    therapist = therapist_with([(1, 60, 7)], PRICES)
    PolicyFactory(therapist=therapist, kind="no-show", fee_percent=100)
    assert cost_of(therapist).late_cancellation_cents is None

    Policy.objects.filter(therapist=therapist).delete()
    assert cost_of(therapist).late_cancellation_cents is None


def test_with_a_price_missing_nobody_knows_the_dearest_session() -> None:
    therapist = therapist_with([(1, 60, 7), (1, 120, 7)], PRICES)
    PolicyFactory(therapist=therapist, kind="cancellation", fee_percent=50)

    assert cost_of(therapist).late_cancellation_cents is None


@pytest.mark.parametrize(
    ("stated", "review_after", "rule"),
    [
        ("Stop when it hurts more.", 3, "Stop when it hurts more."),
        ("", 3, "If nothing has changed by the review, stop and see a doctor."),
        ("  ", 3, "If nothing has changed by the review, stop and see a doctor."),
        ("", None, "If nothing has changed after a few sessions, stop and see a doctor."),
    ],
)
def test_there_is_always_a_rule_to_stop(stated: str, review_after: int | None, rule: str) -> None:
    therapist = therapist_with([(4, 60, 7)], {}, review_after, stated)

    assert cost_of(therapist).stop_rule == rule


def test_it_asks_the_database_for_nothing() -> None:
    therapist = loaded(therapist_with([(4, 60, 7), (2, 90, 14)], PRICES, 3))

    with CaptureQueriesContext(connection) as queries:
        plan_cost(therapist, MONDAY)

    assert len(queries) == 0
