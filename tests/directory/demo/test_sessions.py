from __future__ import annotations

from directory.choices import FirstCourse
from directory.demo.profile import Profile


def test_the_phases_add_up_to_the_stated_course(profiles: list[Profile]) -> None:
    for profile in profiles:
        if profile.plan is None:
            assert not profile.phases
            continue
        total = sum(phase.sessions for phase in profile.phases)
        low, high = {
            FirstCourse.ONE_THEN_REVIEW: (1, 4),
            FirstCourse.THREE_TO_FOUR: (3, 6),
            FirstCourse.FIVE_TO_TEN: (5, 10),
        }.get(FirstCourse(profile.plan.first_course), (0, 0))
        assert low <= total <= high


def test_later_phases_are_farther_apart(profiles: list[Profile]) -> None:
    for profile in profiles:
        gaps = [phase.every_days for phase in profile.phases]
        assert gaps == sorted(gaps)


def test_the_review_comes_no_later_than_the_first_phase_ends(profiles: list[Profile]) -> None:
    for profile in profiles:
        if profile.plan and profile.plan.review_after and profile.phases:
            assert profile.plan.review_after <= max(3, profile.phases[0].sessions)


def test_sessions_have_a_length_that_has_a_price(profiles: list[Profile]) -> None:
    for profile in profiles:
        priced = {rate.minutes for rate in profile.rates} - {120}
        if priced:
            assert {phase.minutes for phase in profile.phases} <= priced


def test_most_plans_say_when_to_stop(profiles: list[Profile]) -> None:
    plans = [profile.plan for profile in profiles if profile.plan]

    assert 0.7 < sum(bool(plan.stop_rule) for plan in plans) / len(plans) < 1
