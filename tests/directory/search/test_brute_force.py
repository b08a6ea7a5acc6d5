"""Whatever is asked: totals, counts, pages and order equal a computation by plain rules."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any, ClassVar
from urllib.parse import urlencode

import time_machine
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given, note, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from directory.actions import vocabulary
from directory.choices import FacetGroup, ProfileStatus
from directory.filters import parse
from directory.models import FacetValue, Therapist
from directory.search import SearchResult, load_catalogue, search
from directory.search.query import PAGE_SIZE, RADII_MILES
from tests.directory import pages
from tests.directory.population import populate
from tests.directory.search.truth import Answer, Asked, Truth, Words, words_of
from tests.factories.directory import TherapistFactory
from tests.factories.spots import SPOTS, load_spots

ZIP_CODES = {spot.postal_code: spot.point for spot in SPOTS.values()}
#: Where most people of the population are comes up more often.
NEAR = [None, "80202", "80202", "80302", "80012", "80903", "10001", "67202"]
WORDS = [
    "sciatica", "swedish", "Deep tissue", "ana", "two places", "running", "piriformis pregnancy",
    "slipped disc", "stop treatment", "Ünïcode O’Brien", "the", "nobodysaysthis", "?!",
]  # fmt: skip
#: Days ahead, over the ends of all that holds for a time.
DAYS = [0, 0, 0, 1, 20, 45, 88, 92, 150, 179, 200, 364, 380]
DEMO_PEOPLE, PEOPLE = 36, 60

Parameters = list[tuple[str, str]]


@st.composite
def searches(draw: st.DrawFn) -> Parameters:
    """The parameters of an address, in any order."""
    parameters: Parameters = []
    for group in draw(st.lists(st.sampled_from(FacetGroup.values), max_size=3, unique=True)):
        slugs = draw(st.lists(st.sampled_from(slugs_of(group)), min_size=1, max_size=5))
        parameters += [(group, slug) for slug in slugs]
    for name, values in (
        ("near", st.sampled_from(NEAR)),
        ("miles", st.none() | st.sampled_from(RADII_MILES)),
        ("max_rate", st.none() | st.none() | st.integers(40, 200)),
        ("min_years", st.none() | st.none() | st.integers(0, 40)),
        ("sort", st.sampled_from([None, "distance", "rate", "experience", "relevance"])),
        ("q", st.none() | st.none() | st.sampled_from(WORDS)),
    ):
        value = draw(values)
        if value is not None:
            parameters.append((name, str(value)))
    return draw(st.permutations(parameters))


@cache
def slugs_of(group: str) -> list[str]:
    """Read while examples are drawn, when the vocabulary is there."""
    rows = FacetValue.objects.filter(group=group, is_active=True).order_by("bit")
    return list(rows.values_list("value", flat=True))


def asked_by(parameters: Parameters) -> Asked:
    """What a person would read in the address."""
    given_values = dict(parameters)
    chosen: dict[str, list[str]] = {}
    for name, value in parameters:
        if name in FacetGroup.values:
            chosen.setdefault(name, []).append(value)
    return Asked(
        near=ZIP_CODES.get(given_values.get("near", "")),
        miles=int(given_values.get("miles", 25)),
        chosen=chosen,
        max_rate=int(given_values["max_rate"]) if "max_rate" in given_values else None,
        min_years=int(given_values.get("min_years", 0)),
        sort=given_values.get("sort", ""),
        q=given_values.get("q", ""),
    )


def results_of(parameters: Parameters) -> list[SearchResult]:
    """Every page of the search that the address asks for."""
    catalogue = load_catalogue()
    found: list[SearchResult] = []
    while not found or found[-1].page.has_next():
        address = QueryDict(urlencode([*parameters, ("page", len(found) + 1)]))
        parsed = parse(address, catalogue)
        assert not parsed.errors, parsed.errors
        found.append(search(parsed.query, catalogue))
    return found


class AnySearch(TestCase):
    """One small population for all examples, made once."""

    everybody: ClassVar[list[tuple[Therapist, Words]]]
    truths: ClassVar[dict[int, Truth]]
    now: ClassVar[datetime.datetime]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.now = timezone.now().replace(hour=12)
        with time_machine.travel(cls.now, tick=False):
            vocabulary.load()
            load_spots()
            populate(DEMO_PEOPLE)
            _add_special_cases()
        everybody = (
            Therapist.objects.select_related("session_plan").prefetch_related(
                "rates", "opening_hours", "credentials__kind", "locations__access_facts__feature",
                "offered_techniques__technique", "condition_approaches__condition", "languages",
                "comfort_facts__feature", "payment_kinds", "works_with", "assessment_items",
                "policies__kind",
            )
        )  # fmt: skip
        cls.everybody = [(one, words_of(one)) for one in everybody]
        cls.truths = {}

    def truth(self, days: int) -> Truth:
        if days not in self.truths:
            day = self.now.date() + datetime.timedelta(days)
            self.truths[days] = Truth(self.everybody, day)
        return self.truths[days]

    def test_the_population_has_all_that_can_go_wrong(self) -> None:
        assert len(self.everybody) == PEOPLE
        assert 30 < len(self.truth(0).people) < PEOPLE
        assert len(self.truth(364).people) == 0
        assert sum(len(person.spots) > 1 for person in self.truth(0).people) >= 5
        for days in (1, 20, 92):
            assert self.truth(days).people != self.truth(0).people

    @settings(max_examples=200)
    @given(parameters=searches(), days=st.sampled_from(DAYS))
    def test_equals_the_plain_rules(self, parameters: Parameters, days: int) -> None:
        note(urlencode(parameters))
        truth = self.truth(days).answer(asked_by(parameters))

        with time_machine.travel(self.now + datetime.timedelta(days), tick=False):
            results = results_of(parameters)

        for result in results:
            assert result.total == truth.total
            assert result.counts == truth.counts
        assert [len(result.hits) for result in results] == _page_lengths(truth.total)
        hits = [hit for result in results for hit in result.hits]
        assert [hit.facts.slug for hit in hits] == [one.person.slug for one in truth.found]
        assert [hit.miles for hit in hits] == [one.miles for one in truth.found]

    @settings(max_examples=25)
    @given(parameters=searches(), number=st.integers(1, 4))
    def test_the_page_shows_the_same(self, parameters: Parameters, number: int) -> None:
        truth = self.truth(0).answer(asked_by(parameters))

        with time_machine.travel(self.now, tick=False):
            page = pages.search(self.client, urlencode([*parameters, ("page", number)]))

        assert page.total == truth.total
        assert page.slugs == _page_of(truth, number)
        assert page.counts.items() <= truth.counts.items()


def _page_lengths(total: int) -> list[int]:
    full, rest = divmod(total, PAGE_SIZE)
    return [PAGE_SIZE] * full + [rest] * bool(rest) or [0]


def _page_of(truth: Answer, number: int) -> list[str]:
    """A number that is too high gives the last page."""
    last = max(1, -(-truth.total // PAGE_SIZE))
    start = (min(number, last) - 1) * PAGE_SIZE
    return [one.person.slug for one in truth.found[start : start + PAGE_SIZE]]


def _add_special_cases() -> None:
    """Beside the demo people: ends of dates, several places, equal distances, no answers."""
    today = timezone.localdate()

    def in_days(number: int) -> datetime.date:
        return today + datetime.timedelta(number)

    cases: list[dict[str, Any]] = [
        {"name": "Ana Bare"},
        {"name": "Ana Stale", "confirmed_days_ago": 91, "accepting": "yes"},
        {"name": "Nearly Stale", "confirmed_days_ago": 89, "accepting": "yes"},
        {"name": "Nearly Hidden", "confirmed_days_ago": 179},
        {"name": "Hidden", "confirmed_days_ago": 181},
        {"name": "Back Soon", "accepting": "yes", "paused_until": in_days(20)},
        {"name": "Back Tomorrow", "accepting": "yes", "paused_until": in_days(1)},
        {"name": "Suspended", "status": ProfileStatus.SUSPENDED},
        {"name": "Pending", "status": ProfileStatus.PENDING},
        {"name": "Just Expired", "credentials": [{"kind": "state-license", "expired": True}]},
        {"name": "Lapsing", "credentials": [{"checked": True, "checked_days_ago": 320}]},
        {"name": "Old Check", "credentials": [{"checked": True, "checked_days_ago": 366}]},
        {"name": "Expiring", "credentials": [{"checked": True, "expires_on": in_days(1)}]},
        {"name": "Odd Price", "rates": {60: 9501, 90: 14000, 30: 4999}},
        {"name": "Ünïcode O’Brien", "specialties": ["swedish"], "techniques": ["swedish"]},
        {"name": "Equal", "specialties": ["sports"], "techniques": ["swedish", "sports"]},
        {"name": "Three Places", "places": ["Denver", "Aurora", "Honolulu"], "rates": {60: 8000}},
        {"name": "Far Apart", "places": ["New York", "Boulder"], "access": {"step-free": True}},
        {"name": "Wichita", "place": "Wichita", "hours": [(5, 9, 18), (6, 10, 19)]},
        {"name": "In New York", "place": "Brooklyn", "practicing_since": today.year},
    ]
    for case in cases:
        TherapistFactory(**{"published": True, "intention": "both"} | case)
