"""Where a profile stands in a search, decided by which step, and what keeps it out of one."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from directory.choices import ProfileStatus
from directory.filters import parse
from directory.models import Therapist
from directory.placing import NotThere, Place, Why, _first_difference, placed, steps_of
from directory.search import SearchQuery, Sort, load_catalogue, search
from directory.search.order import Standing, key
from tests.directory.listing import add
from tests.factories.directory import LocationAccessFactory, TherapistFactory
from tests.factories.places import load_real_places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture(autouse=True)
def places() -> None:
    load_real_places()


def ask(therapist: Therapist, query: str) -> Place | NotThere:
    catalogue = load_catalogue()
    parsed = parse(QueryDict(query), catalogue)
    assert parsed.can_run
    return placed(therapist, search(parsed.query, catalogue))


def there(therapist: Therapist, query: str) -> Place:
    found = ask(therapist, query)
    assert isinstance(found, Place), found
    return found


def reasons(therapist: Therapist, query: str) -> list[tuple[str, str]]:
    found = ask(therapist, query)
    assert isinstance(found, NotThere), found
    return [(str(one.why), one.group) for one in found.reasons]


def steps(place: Place) -> dict[str, tuple[int, int]]:
    return {step.name: (step.before, step.behind) for step in place.steps}


# In the list ------------------------------------------------------------------------------------


def test_the_nearer_stand_before_and_the_farther_behind() -> None:
    add("Near", 1)
    me = add("Me", 3)
    add("Far", 5)
    add("Farther", 7)

    place = there(me, "near=80202")

    assert (place.position, place.total, place.page) == (2, 4, 1)
    assert steps(place) == {"distance": (1, 2), "confirmed": (0, 0), "turn": (0, 0)}
    assert place.standing.tenths == 30


def test_each_step_counts_those_whom_it_tells_apart_first() -> None:
    asked = {"techniques": ["swedish", "deep-tissue"], "miles": 3}
    me = add("Me", specialties=["swedish"], confirmed_days_ago=100, **asked)
    add("More specialties", specialties=["swedish", "deep-tissue"], **asked)
    add("Confirmed", specialties=["swedish"], **asked)
    add("Fewer specialties", **asked)
    add("Equal", specialties=["swedish"], confirmed_days_ago=100, **asked)
    add("Near", 1, techniques=["swedish"])

    place = there(me, "near=80202&technique=swedish&technique=deep-tissue")

    counted = steps(place)
    assert counted["distance"] == (1, 0)
    assert counted["specialties"] == (1, 1)
    assert counted["confirmed"] == (1, 0)
    assert sorted(counted["turn"]) == [0, 1]
    assert list(counted) == ["distance", "specialties", "confirmed", "turn"]


def test_another_order_counts_first_what_it_sorts_by() -> None:
    me = add("Me", 1, rates={60: 9000}, practicing_since=2010)
    add("Cheaper", 9, rates={60: 8000}, practicing_since=2015)
    add("As dear and nearer", 0.5, rates={60: 9000})
    add("No price", 0.2)

    by_price = steps(there(me, "near=80202&sort=rate"))
    by_years = steps(there(me, "near=80202&sort=experience"))

    assert by_price["rate"] == (1, 1)
    assert by_price["distance"] == (1, 0)
    assert by_years["experience"] == (0, 3)


def test_the_page_of_a_long_list_is_named() -> None:
    for number in range(1, 26):
        add(f"Near {number}", number / 10)
    me = add("Me", 20)

    place = there(me, "near=80202&page=1")

    assert (place.position, place.total, place.page) == (26, 26, 2)


def test_without_a_place_the_whole_country_is_looked_at() -> None:
    me = add("Me", practicing_since=2000)
    TherapistFactory(name="Earlier", published=True, near=(40.7, -74.0), practicing_since=1990)

    place = there(me, "sort=experience")

    assert (place.position, place.total) == (2, 2)
    assert steps(place)["experience"] == (1, 0)


def test_words_bring_their_own_step() -> None:
    me = add("Me", intro="I know the piriformis well.")
    add("Piriformis Practice")

    place = there(me, "q=piriformis")

    assert steps(place)["relevance"] == (1, 0)
    assert place.standing.relevance == 1


# Not in the list --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        {"status": ProfileStatus.DRAFT},
        {"status": ProfileStatus.PENDING},
        {"status": ProfileStatus.SUSPENDED},
        {"status": ProfileStatus.REMOVED},
        {"confirmed_days_ago": 181},
    ],
)
def test_what_is_not_public_is_in_no_list(values: dict[str, Any]) -> None:
    me = TherapistFactory(published=True, **values)

    assert reasons(me, "near=80202&technique=swedish") == [("not-public", "")]


def test_whoever_names_no_place_is_in_no_list() -> None:
    me = TherapistFactory(published=True, places=[])

    assert reasons(me, "near=80202") == [("no-place", "")]


def test_too_far_says_how_far_and_what_would_reach() -> None:
    me = add("Me", 30)

    found = ask(me, "near=80202&miles=25")

    assert isinstance(found, NotThere)
    (reason,) = found.reasons
    assert (reason.why, reason.tenths, reason.reach) == (Why.TOO_FAR, 300, 50)
    assert isinstance(ask(me, "near=80202&miles=50"), Place)


def test_nothing_reaches_across_the_country() -> None:
    found = ask(TherapistFactory(published=True, near=(40.7, -74.0)), "near=80202")

    assert isinstance(found, NotThere)
    assert found.reasons[0].reach is None


def test_each_filter_that_keeps_it_out_is_named_and_no_other() -> None:
    me = add(
        "Me", techniques=["swedish"], rates={60: 12000}, practicing_since=2020, accepting="yes",
        paused_until=None, languages=["en"],
    )  # fmt: skip

    assert reasons(
        me,
        "near=80202&technique=deep-tissue&condition=disc-herniation&language=en&verified=1"
        "&accepting=1&max_rate=90&min_years=30&q=acupuncture",
    ) == [
        ("q", ""),
        ("filter", "technique"),
        ("filter", "condition"),
        ("filter", "verified"),
        ("max_rate", ""),
        ("min_years", ""),
    ]


def test_a_price_is_that_of_the_chosen_length() -> None:
    me = add("Me", rates={60: 8000, 90: 20000})

    assert reasons(me, "near=80202&length=90&max_rate=100") == [("max_rate", "")]
    assert isinstance(ask(me, "near=80202&length=60&length=90&max_rate=100"), Place)


def test_too_far_and_filters_are_both_said() -> None:
    me = add("Me", 30)

    assert reasons(me, "near=80202&miles=5&technique=swedish") == [
        ("too-far", ""),
        ("filter", "technique"),
    ]


def test_one_place_has_to_meet_all_wishes() -> None:
    me = TherapistFactory(published=True, places=["Denver", "Boulder"])
    denver, boulder = me.locations.order_by("position")
    type(denver).objects.filter(pk=denver.pk).update(setting="clinic")
    LocationAccessFactory(location=boulder, feature="step-free")

    assert reasons(me, "near=80202&miles=50&setting=clinic&access=step-free") == [
        ("not-at-one-place", "")
    ]


def test_what_lapsed_since_the_row_was_written_counts_as_lapsed() -> None:
    me = add("Me", accepting="yes", confirmed_days_ago=91)

    assert reasons(me, "near=80202&accepting=1") == [("filter", "accepting")]


# The steps themselves ---------------------------------------------------------------------------


def test_steps_are_those_that_can_matter() -> None:
    assert steps_of(SearchQuery()) == ["experience", "confirmed", "turn"]
    assert steps_of(replace(SearchQuery(), sort="rate", chosen={"technique": ("swedish",)})) == [
        "rate", "specialties", "confirmed", "turn",
    ]  # fmt: skip


@given(
    st.lists(
        st.builds(
            Standing,
            st.integers(1, 10**6),
            st.integers(0, 3),
            st.none() | st.integers(50, 52),
            st.none() | st.integers(2000, 2002),
            st.integers(0, 3),
            st.integers(0, 2),
            st.booleans(),
        ),
        min_size=2,
        max_size=2,
        unique_by=lambda one: one.number,
    ),
    st.sampled_from(list(Sort)),
)
def test_two_therapists_always_differ_somewhere(pair: list[Standing], sort: Sort) -> None:
    day = date(2026, 11, 22)
    one, other = (key(standing, sort, day) for standing in pair)

    at = _first_difference(one, other)

    assert one[:at] == other[:at]
    assert one[at] != other[at]
