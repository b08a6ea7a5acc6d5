"""Question 5: a modest course of sessions with a review and a stop rule."""

from collections.abc import Sequence
from random import Random

from directory.choices import FirstCourse, SessionLength
from directory.models import SessionPhase, SessionPlan

from .chance import happens, one_of
from .subject import Subject
from .world import World

COURSES = {
    FirstCourse.ONE_THEN_REVIEW: 30.0,
    FirstCourse.THREE_TO_FOUR: 40.0,
    FirstCourse.FIVE_TO_TEN: 12.0,
    FirstCourse.NO_FIXED_COURSE: 14.0,
    FirstCourse.NOT_STATED: 4.0,
}
USUAL_LENGTHS = {
    SessionLength.M60: 60.0, SessionLength.M45: 14.0, SessionLength.M90: 14.0,
    SessionLength.M75: 6.0, SessionLength.M30: 6.0,
}  # fmt: skip

#: Sessions, and days between them.
Phase = tuple[int, int]


def build_plan(
    world: World, subject: Subject, lengths: Sequence[int]
) -> tuple[SessionPlan | None, list[SessionPhase]]:
    """The plan and its phases, in lengths that this therapist has a price for."""
    if not subject.answers("sessions"):
        return None, []
    rng = subject.rng
    course = one_of(rng, COURSES)
    if subject.is_showcase:
        course = FirstCourse.THREE_TO_FOUR
    shape = _phases(rng, course)
    weights = {int(length): share for length, share in USUAL_LENGTHS.items()}
    offered = {length: weights[length] for length in lengths if length in weights} or weights
    minutes = one_of(rng, offered)
    plan = SessionPlan(
        first_course=course,
        review_after=_review(rng, shape),
        stop_rule=_stop_rule(world, subject),
        note=subject.text(world, "plan_notes") if happens(rng, 0.55) else "",
    )
    phases = [
        SessionPhase(
            plan=plan, position=position, sessions=sessions, minutes=minutes, every_days=days
        )
        for position, (sessions, days) in enumerate(shape)
    ]
    return plan, phases


def _phases(rng: Random, course: FirstCourse) -> list[Phase]:
    if course == FirstCourse.ONE_THEN_REVIEW:
        return [(1, 7)] if happens(rng, 0.6) else [(1, 7), (rng.choice([2, 3]), 7)]
    if course == FirstCourse.THREE_TO_FOUR:
        first = (rng.choice([3, 4]), 7)
        return [first] if happens(rng, 0.55) else [first, (2, rng.choice([14, 14, 21]))]
    if course == FirstCourse.FIVE_TO_TEN:
        shape = [(4, 7), (rng.choice([2, 3]), 14)]
        return shape if happens(rng, 0.65) else [*shape, (2, 28)]
    return []


def _review(rng: Random, shape: list[Phase]) -> int | None:
    """Never later than at the end of the first phase."""
    if not shape or happens(rng, 0.08):
        return None if happens(rng, 0.4) else rng.choice([1, 2, 3])
    return rng.randint(min(2, shape[0][0]), shape[0][0])


def _stop_rule(world: World, subject: Subject) -> str:
    count = one_of(subject.rng, {0: 15, 1: 55, 2: 30})
    if subject.is_showcase:
        count = 1
    return " ".join(subject.several_texts(world, "stop_rules", count, most=2))
