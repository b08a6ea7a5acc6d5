"""What a session plan costs, in words: sums, the review, late cancellation, a table of days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory import formatting
from directory.models import SessionPhase, Therapist
from directory.plan_cost import PlanCost, PlannedSession, plan_cost, total

#: The example starts this many days from now: hardly anybody begins today.
EXAMPLE_STARTS_IN = timedelta(days=7)
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class SessionLine:
    """One row of the table of days; `price` is empty where none is stated."""

    number: int
    day: str
    minutes: int
    price: str
    is_review: bool


@dataclass(frozen=True)
class CostPart:
    """The part "What this plan would cost" of a profile; a text is empty where nothing is known."""

    total: str
    phases: list[str]
    until_review: str
    late_cancellation: str
    start: str
    sessions: list[SessionLine]


def describe(therapist: Therapist, today: date) -> CostPart | None:
    """The cost of the plan of a therapist loaded `with_answers()`; None without phases."""
    start = today + EXAMPLE_STARTS_IN
    cost = plan_cost(therapist, start)
    if cost is None:
        return None
    return CostPart(
        total=_total(cost),
        phases=list(_phases(therapist.session_plan.phases.all(), cost.sessions)),
        until_review=_until_review(cost),
        late_cancellation=_late_cancellation(cost),
        start=formatting.day(start),
        sessions=[_session(one, cost.review_after) for one in cost.sessions],
    )


def summary(cost: PlanCost) -> str:
    """ "About $570 for 6 sessions over 7 weeks", or what is missing for a sum."""
    count = ngettext("%(number)d session", "%(number)d sessions", len(cost.sessions)) % {
        "number": len(cost.sessions)
    }
    if over := _over(cost.sessions):
        count = _("%(sessions)s %(over)s") % {"sessions": count, "over": over}
    if cost.total_cents is None:
        return _("%(sessions)s; no price stated for %(lengths)s") % {
            "sessions": count,
            "lengths": _lengths(cost.lengths_without_price),
        }
    return _("About %(total)s for %(sessions)s") % {
        "total": formatting.dollars(cost.total_cents),
        "sessions": count,
    }


def phase(one: SessionPhase) -> str:
    """ "4 sessions of 60 minutes, once a week"."""
    count = ngettext(
        "%(number)d session of %(minutes)d minutes",
        "%(number)d sessions of %(minutes)d minutes",
        one.sessions,
    ) % {"number": one.sessions, "minutes": one.minutes}
    return count if one.sessions == 1 else f"{count}, {_interval(one.every_days)}"


def _interval(days: int) -> str:
    if days == DAYS_A_WEEK:
        return _("once a week")
    if days % DAYS_A_WEEK == 0:
        return _("every %(weeks)d weeks") % {"weeks": days // DAYS_A_WEEK}
    return ngettext("every day", "every %(days)d days", days) % {"days": days}


def _over(sessions: Sequence[PlannedSession]) -> str:
    """From the first session to the last, in days below two weeks and then in weeks."""
    days = (sessions[-1].day - sessions[0].day).days
    if days == 0:
        return ""
    if days < 2 * DAYS_A_WEEK and days != DAYS_A_WEEK:
        return ngettext("over %(days)d day", "over %(days)d days", days) % {"days": days}
    weeks = round(days / DAYS_A_WEEK)
    return ngettext("over %(weeks)d week", "over %(weeks)d weeks", weeks) % {"weeks": weeks}


def _total(cost: PlanCost) -> str:
    if cost.total_cents is None:
        return _(
            "This therapist states no price for %(lengths)s, so we cannot give a total. Ask before"
            " you book."
        ) % {"lengths": _lengths(cost.lengths_without_price)}
    if len(cost.sessions) == 1:
        text = _("If you took the one session as planned: %(total)s. You decide after it.")
    else:
        text = _(
            "If you took all %(number)d sessions as planned: %(total)s. You decide after each one."
        )
    return text % {
        "number": len(cost.sessions),
        "total": formatting.dollars(cost.total_cents),
    }


def _phases(phases: Iterable[SessionPhase], sessions: Sequence[PlannedSession]) -> Iterator[str]:
    """ "4 sessions of 60 minutes at $95: $380"."""
    left = iter(sessions)
    for one in phases:
        own = list(islice(left, one.sessions))
        names = {"number": len(own), "minutes": one.minutes}
        price, sum_cents = own[0].price_cents, total(own)
        if price is None or sum_cents is None:
            yield (
                ngettext(
                    "%(number)d session of %(minutes)d minutes: no price stated",
                    "%(number)d sessions of %(minutes)d minutes: no price stated",
                    len(own),
                )
                % names
            )
        else:
            yield ngettext(
                "%(number)d session of %(minutes)d minutes: %(total)s",
                "%(number)d sessions of %(minutes)d minutes at %(price)s: %(total)s",
                len(own),
            ) % {
                **names,
                "price": formatting.dollars(price),
                "total": formatting.dollars(sum_cents),
            }


def _until_review(cost: PlanCost) -> str:
    if cost.review_after is None:
        return ""
    if cost.review_after > len(cost.sessions):
        return _("The review comes after the sessions listed here.")
    if cost.cents_until_review is None:
        return ""
    return ngettext(
        "Until the review after the first session: %(total)s.",
        "Until the review after session %(number)d: %(total)s.",
        cost.review_after,
    ) % {"number": cost.review_after, "total": formatting.dollars(cost.cents_until_review)}


def _late_cancellation(cost: PlanCost) -> str:
    if cost.late_cancellation_cents is None:
        return ""
    if not cost.late_cancellation_cents:
        return _("Canceling late costs nothing.")
    return _("Canceling a session too late would cost up to %(fee)s.") % {
        "fee": formatting.dollars(cost.late_cancellation_cents)
    }


def _session(one: PlannedSession, review_after: int | None) -> SessionLine:
    price = "" if one.price_cents is None else formatting.dollars(one.price_cents)
    return SessionLine(
        one.number, formatting.day(one.day), one.minutes, price, one.number == review_after
    )


def _lengths(minutes: Sequence[int]) -> str:
    """ "45 or 60 minutes"."""
    return _("%(lengths)s minutes") % {"lengths": _(" or ").join(str(one) for one in minutes)}
