"""The order as a pure function: what counts, in which sequence, and that nobody is favored."""

import hashlib
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search import Sort
from directory.search.order import SEED, Standing, arranged, key, turn

DAY = date(2026, 11, 22)
DAYS = [DAY + timedelta(days=number) for number in range(365)]

standings = st.builds(
    Standing,
    number=st.integers(1, 10**9),
    tenths=st.integers(0, 40),
    rate=st.none() | st.integers(40, 60),
    since=st.none() | st.integers(2000, 2010),
    relevance=st.integers(0, 3),
    specialties=st.integers(0, 3),
    is_confirmed=st.booleans(),
)
people = st.lists(standings, max_size=30, unique_by=lambda one: one.number)
sorts = st.sampled_from(list(Sort))
days = st.dates(date(2020, 1, 1), date(2100, 1, 1))


def numbers(*people: Standing, sort: Sort = Sort.DISTANCE, day: date = DAY) -> list[int]:
    return [one.number for one in arranged(people, sort, day)]


def test_the_nearest_comes_first() -> None:
    assert numbers(
        Standing(1, tenths=31, specialties=3, is_confirmed=True), Standing(2, tenths=30)
    ) == [2, 1]


def test_at_one_distance_specialties_of_what_was_asked_come_first() -> None:
    one, two, none = (
        Standing(number, specialties=count) for number, count in ((1, 1), (2, 2), (3, 0))
    )

    assert numbers(none, one._replace(is_confirmed=True), two) == [2, 1, 3]


def test_then_whoever_confirmed_lately() -> None:
    assert numbers(Standing(1), Standing(2, is_confirmed=True), Standing(3)).index(2) == 0


def test_the_last_word_has_the_turn_of_the_day() -> None:
    equal = [Standing(number) for number in range(1, 40)]

    assert numbers(*equal) == sorted(range(1, 40), key=lambda number: turn(number, DAY))


@pytest.mark.parametrize(
    ("sort", "first", "second", "not_stated"),
    [
        (Sort.RATE, Standing(1, 90, rate=80), Standing(2, rate=81), Standing(3, specialties=3)),
        (Sort.EXPERIENCE, Standing(1, 90, since=99), Standing(2, since=100), Standing(3)),
        (Sort.RELEVANCE, Standing(1, 90, relevance=3), Standing(2, relevance=2), Standing(3)),
    ],
)
def test_what_the_sort_asks_for_counts_first_and_what_is_not_stated_comes_last(
    sort: Sort, first: Standing, second: Standing, not_stated: Standing
) -> None:
    assert numbers(not_stated, second, first, sort=sort) == [1, 2, 3]


@pytest.mark.parametrize("sort", [Sort.RATE, Sort.EXPERIENCE, Sort.RELEVANCE])
def test_what_is_equal_for_the_sort_is_ordered_by_distance_and_so_on(sort: Sort) -> None:
    same = {"rate": 90, "since": 2010, "relevance": 2}
    near, far = Standing(1, 5, **same), Standing(2, 6, **same)
    special = Standing(3, 6, specialties=1, **same)
    confirmed = Standing(4, 6, specialties=1, is_confirmed=True, **same)

    assert numbers(far, special, near, confirmed, sort=sort) == [1, 4, 3, 2]


@pytest.mark.parametrize("sort", [Sort.DISTANCE, Sort.EXPERIENCE, Sort.RELEVANCE])
def test_a_price_counts_only_when_it_was_asked_for(sort: Sort) -> None:
    cheap, dear = Standing(1, rate=10), Standing(1, rate=500)

    assert key(cheap, sort, DAY) == key(dear, sort, DAY)


@given(people, sorts, days)
def test_the_sequence_in_which_people_are_given_is_of_no_account(
    people: list[Standing], sort: Sort, day: date
) -> None:
    assert arranged(reversed(people), sort, day) == arranged(people, sort, day)


@given(people, sorts, days)
def test_no_two_people_are_equal(people: list[Standing], sort: Sort, day: date) -> None:
    ordered = [key(one, sort, day) for one in arranged(people, sort, day)]

    assert all(before < after for before, after in pairwise(ordered))


@given(standings, standings, sorts, days)
def test_coming_nearer_or_confirming_never_moves_anybody_down(
    one: Standing, other: Standing, sort: Sort, day: date
) -> None:
    better = one._replace(
        tenths=max(0, one.tenths - 1), specialties=one.specialties + 1, is_confirmed=True
    )

    if key(one, sort, day) < key(other, sort, day):
        assert key(better, sort, day) < key(other, sort, day)


# The turn of the day ----------------------------------------------------------------------------


def test_the_turn_can_be_computed_from_the_published_seed() -> None:
    digest = hashlib.sha256(b"sciatica-massage-guide:2026-11-22:42").hexdigest()

    assert SEED == "sciatica-massage-guide"
    assert turn(42, DAY) == int(digest[:12], 16)


def test_a_turn_is_a_number_that_every_program_can_hold() -> None:
    """Whole numbers from 2 to the power of 53 on are rounded by JavaScript and some others."""
    assert max(turn(number, DAY) for number in range(5000)) < 2**53


def test_the_mix_differs_from_day_to_day() -> None:
    mixes = [tuple(sorted(range(1, 9), key=lambda number: turn(number, day))) for day in DAYS]

    assert all(today != tomorrow for today, tomorrow in pairwise(mixes))
    assert len(set(mixes)) > 300


@pytest.mark.parametrize("step", [1, 2, 17, 5000])
@pytest.mark.parametrize("count", [2, 3, 6, 12])
@pytest.mark.parametrize("start", [1, 100, 123_456])
def test_over_a_year_each_of_equal_people_is_first_about_equally_often(
    count: int, step: int, start: int
) -> None:
    """Also where numbers are neighbors or multiples of each other, as when a group signs up."""
    group = range(start, start + count * step, step)
    firsts = Counter(min(group, key=lambda number: turn(number, day)) for day in DAYS)

    share = len(DAYS) / count
    # Chi-square with up to 11 degrees of freedom: chance alone stays below 40 in 99.99 % of cases.
    assert sum((firsts[number] - share) ** 2 / share for number in group) < 40


@pytest.mark.parametrize("count", [3, 10, 30])
def test_over_many_years_every_place_is_had_about_equally_often(count: int) -> None:
    """Measured over 6,000 days: nobody is first, or last, a fifth more or less than is due."""
    firsts: Counter[int] = Counter()
    lasts: Counter[int] = Counter()
    for number in range(6000):
        day = DAY + timedelta(days=number)
        mix = sorted(range(1, count + 1), key=lambda person: turn(person, day))
        firsts[mix[0]] += 1
        lasts[mix[-1]] += 1

    share = 6000 / count
    slack = max(0.05, 4.5 / share**0.5)
    for person in range(1, count + 1):
        assert firsts[person] == pytest.approx(share, rel=slack)
        assert lasts[person] == pytest.approx(share, rel=slack)


def test_being_before_one_person_says_nothing_about_being_before_another() -> None:
    """Of three people all six sequences come up about equally often."""
    mixes = Counter(
        tuple(sorted((1, 2, 3), key=lambda person: turn(person, DAY + timedelta(days=number))))
        for number in range(6000)
    )

    assert len(mixes) == 6
    assert all(count == pytest.approx(1000, rel=0.15) for count in mixes.values())


def test_should_two_turns_ever_be_equal_the_lower_number_comes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("directory.search.order.turn", lambda number, day: 7)

    assert numbers(Standing(3), Standing(1), Standing(2)) == [1, 2, 3]
