from __future__ import annotations

from collections import Counter
from datetime import time

from directory.choices import Setting
from directory.demo.practice import HOUSE
from directory.demo.profile import Profile


def test_one_in_twelve_has_more_than_one_place(profiles: list[Profile]) -> None:
    counts = Counter(len(profile.locations) for profile in profiles)

    assert 0.03 < (counts[2] + counts[3]) / len(profiles) < 0.14
    assert set(counts) <= {1, 2, 3}


def test_whoever_comes_to_your_home_shows_no_street_and_no_access(
    profiles: list[Profile],
) -> None:
    visits = [
        location
        for profile in profiles
        for location in profile.locations
        if location.setting == Setting.HOME_VISITS
    ]

    assert visits
    assert not any(location.street or location.directions for location in visits)
    stated = [fact.location for profile in profiles for fact in profile.access]
    assert not any(location.setting == Setting.HOME_VISITS for location in stated)


def test_directions_suit_the_kind_of_place(profiles: list[Profile]) -> None:
    for profile in profiles:
        for location in profile.locations:
            if location.directions:
                at_home = location.setting == Setting.HOME_STUDIO
                assert bool(HOUSE.search(location.directions)) == at_home


def test_facts_are_yes_no_or_not_stated(profiles: list[Profile]) -> None:
    for rows in (
        [fact for profile in profiles for fact in profile.access],
        [fact for profile in profiles for fact in profile.comforts],
    ):
        assert {fact.is_available for fact in rows} == {True, False}
    assert any(not profile.access for profile in profiles)
    assert any(not profile.comforts for profile in profiles)


def test_some_work_evenings_and_some_weekends(profiles: list[Profile]) -> None:
    evening = sum(any(s.closes > time(18) for s in p.hours) for p in profiles)
    weekend = sum(any(s.weekday >= 5 for s in p.hours) for p in profiles)

    assert 0.2 < evening / len(profiles) < 0.7
    assert 0.2 < weekend / len(profiles) < 0.6
    assert any(not profile.hours for profile in profiles)


def test_nobody_closes_before_they_open_or_opens_twice_at_once(profiles: list[Profile]) -> None:
    for profile in profiles:
        assert all(span.opens < span.closes for span in profile.hours)
        starts = [(span.weekday, span.opens) for span in profile.hours]
        assert len(set(starts)) == len(starts)
