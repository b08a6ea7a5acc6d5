from __future__ import annotations

from directory.demo.chance import seeded
from directory.demo.profile import Profile
from directory.demo.treatment import pressure_range


def test_two_to_six_techniques_and_at_most_two_specialties(profiles: list[Profile]) -> None:
    counts = set()
    for profile in profiles:
        counts.add(len(profile.techniques))
        assert sum(row.is_specialty for row in profile.techniques) <= 2
        assert len({row.technique.slug for row in profile.techniques}) == len(profile.techniques)

    assert counts == {0, 2, 3, 4, 5, 6}


def test_nobody_used_a_technique_before_they_began(profiles: list[Profile]) -> None:
    for profile in profiles:
        first_year = profile.therapist.practicing_since
        for row in profile.techniques:
            assert not (row.since and first_year) or row.since >= first_year


def test_one_to_seven_conditions_most_with_an_approach(profiles: list[Profile]) -> None:
    rows = [row for profile in profiles for row in profile.conditions]

    assert {len(profile.conditions) for profile in profiles} == set(range(8))
    assert 0.8 < sum(bool(row.approach) for row in rows) / len(rows) < 1


def test_pregnancy_massage_goes_with_pregnancy(profiles: list[Profile]) -> None:
    def share(with_prenatal: bool) -> float:
        chosen = [
            any(row.condition.slug == "pregnancy-related" for row in profile.conditions)
            for profile in profiles
            if with_prenatal == any(row.technique.slug == "prenatal" for row in profile.techniques)
        ]
        return sum(chosen) / len(chosen)

    assert share(True) > 2 * share(False)


def test_the_pressure_is_what_the_techniques_span(profiles: list[Profile]) -> None:
    for profile in profiles:
        lightest = profile.therapist.pressure_lightest
        firmest = profile.therapist.pressure_firmest
        assert (lightest is None) == (firmest is None)
        if lightest is not None:
            assert lightest == min(row.technique.pressure_lightest for row in profile.techniques)
            assert lightest <= (firmest or 0)


def test_no_technique_no_pressure() -> None:
    assert pressure_range(seeded(1), []) == (None, None)


def test_an_open_approach_says_nothing_at_all(profiles: list[Profile]) -> None:
    silent = [profile for profile in profiles if not profile.therapist.approach_text]

    assert silent
    for profile in silent:
        assert not (profile.conditions or profile.assessment_items or profile.works_with)
        assert not (profile.therapist.will_not_do or profile.therapist.refers_when)
