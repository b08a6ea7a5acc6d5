"""What a session plan comes to at the stated prices: a day and a price for each session."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from .models import SessionPhase, SessionPlan, Therapist

CANCELLATION = "cancellation"


@dataclass(frozen=True)
class PlannedSession:
    number: int
    day: date
    minutes: int
    #: None where the therapist states no price for this length.
    price_cents: int | None


@dataclass(frozen=True)
class PlanCost:
    """The sessions of a plan in order; a sum is None as soon as one of its prices is missing."""

    sessions: tuple[PlannedSession, ...]
    total_cents: int | None
    lengths_without_price: tuple[int, ...]
    review_after: int | None
    #: None too where the review comes later than the last session of the plan.
    cents_until_review: int | None
    #: The therapist's own rule, or else the standard one; never empty.
    stop_rule: str
    #: The charge for canceling the dearest session too late; None where it cannot be known.
    late_cancellation_cents: int | None


def plan_cost(therapist: Therapist, start: date) -> PlanCost | None:
    """The cost of the therapist's plan if its first session were on `start`; None without phases.

    The therapist comes `with_answers()`; this asks the database for nothing more.
    """
    plan: SessionPlan | None = getattr(therapist, "session_plan", None)
    phases = list(plan.phases.all()) if plan is not None else []
    if plan is None or not phases:
        return None
    prices = {rate.minutes: rate.price_cents for rate in therapist.rates.all()}
    sessions = tuple(planned(phases, prices, start))
    return PlanCost(
        sessions=sessions,
        total_cents=total(sessions),
        lengths_without_price=tuple(sorted({one.minutes for one in sessions} - prices.keys())),
        review_after=plan.review_after,
        cents_until_review=_until_review(sessions, plan.review_after),
        stop_rule=stop_rule(plan),
        late_cancellation_cents=_late_cancellation(sessions, _fee_percent(therapist)),
    )


def planned(
    phases: Sequence[SessionPhase], prices: Mapping[int, int], start: date
) -> Iterator[PlannedSession]:
    """Each session of the phases in order.

    A session follows the one before by the interval of its own phase. So the first one of a new
    phase keeps the new distance from the last one of the old phase: with "once a week, then every
    two weeks", two weeks lie between them.
    """
    number, day = 0, start
    for phase in phases:
        for _session in range(phase.sessions):
            if number:
                day += timedelta(days=phase.every_days)
            number += 1
            yield PlannedSession(number, day, phase.minutes, prices.get(phase.minutes))


def total(sessions: Sequence[PlannedSession]) -> int | None:
    """The sum of the prices in cents, or None if one is missing."""
    prices = [one.price_cents for one in sessions if one.price_cents is not None]
    return sum(prices) if len(prices) == len(sessions) else None


def stop_rule(plan: SessionPlan) -> str:
    """The therapist's own words; a plan never goes without a rule, so else the standard one."""
    if plan.stop_rule.strip():
        return plan.stop_rule
    if plan.review_after is None:
        return _("If nothing has changed after a few sessions, stop and see a doctor.")
    return _("If nothing has changed by the review, stop and see a doctor.")


def _until_review(sessions: Sequence[PlannedSession], review_after: int | None) -> int | None:
    if review_after is None or review_after > len(sessions):
        return None
    return total(sessions[:review_after])


def _fee_percent(therapist: Therapist) -> int | None:
    for policy in therapist.policies.all():
        if policy.kind.slug == CANCELLATION:
            return policy.fee_percent
    return None


def _late_cancellation(sessions: Sequence[PlannedSession], percent: int | None) -> int | None:
    """Rounded up to a whole cent. With a price missing, the dearest session is not known."""
    prices = [one.price_cents for one in sessions if one.price_cents is not None]
    if percent is None or len(prices) < len(sessions):
        return None
    return -(-max(prices) * percent // 100)
