"""Totals and every count equal what the definition gives, whatever is asked and whoever is there.

The definition, told here a second time and without cleverness: a place passes if it passes each
chosen group, the price limit and the years; a therapist is found if one of their places passes;
the count beside a value is the total of the search in which this value replaces its group.
"""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from directory.choices import FacetGroup, SessionLength
from directory.search.catalogue import Catalogue, Value
from directory.search.facets import count
from directory.search.matching import Criteria, Matches, match
from directory.search.query import SearchQuery
from directory.search.rows import Row

YEAR = 2026
LENGTHS = tuple(int(value) for value in SessionLength.values)
#: Values by group; "1" and "2" of a first column, the lengths across the columns.
SLUGS = {
    FacetGroup.TECHNIQUE: ["swedish", "sports", "prenatal"],
    FacetGroup.SETTING: ["clinic", "studio"],
    FacetGroup.ACCEPTING: ["1"],
    FacetGroup.LENGTH: [str(minutes) for minutes in LENGTHS],
}
FIRST_BIT = 57  # so that the groups lie on both sides of the columns' border


def make_catalogue() -> Catalogue:
    groups: dict[str, tuple[Value, ...]] = dict.fromkeys(FacetGroup.values, ())
    bit = FIRST_BIT
    for group, slugs in SLUGS.items():
        values = []
        for slug in slugs:
            values.append(Value(str(group), slug, slug.title(), bit))
            bit += 1
        groups[group] = tuple(values)
    by_key = {(value.group, value.slug): value for values in groups.values() for value in values}
    return Catalogue(groups, by_key)


CATALOGUE = make_catalogue()


def bits_of(values: Iterable[tuple[str, str]]) -> int:
    return sum(CATALOGUE.by_key[key].mask for key in values)


def has(row: Row, group: str, slug: str) -> bool:
    return bool(row.bits & CATALOGUE.by_key[group, slug].mask)


# The definition ---------------------------------------------------------------------------------


def passes(row: Row, query: SearchQuery) -> bool:
    if query.min_years is not None and (row.since is None or YEAR - row.since < query.min_years):
        return False
    for group, slugs in query.chosen.items():
        if group != FacetGroup.LENGTH and not any(has(row, group, slug) for slug in slugs):
            return False
    lengths = query.chosen.get(FacetGroup.LENGTH, ())
    if query.max_rate is None:
        return not lengths or any(has(row, FacetGroup.LENGTH, slug) for slug in lengths)
    return any(is_affordable(row, slug, query.max_rate) for slug in lengths or ("60",))


def is_affordable(row: Row, slug: str, limit: int) -> bool:
    rate = row.rates[LENGTHS.index(int(slug))]
    return rate is not None and rate <= limit


def total(rows: list[Row], query: SearchQuery) -> int:
    return len({row.therapist for row in rows if passes(row, query)})


# What is there, and what is asked ---------------------------------------------------------------


@st.composite
def therapists(draw: st.DrawFn, number: int) -> list[Row]:
    """The rows of one therapist: prices and years are one per person, the rest per place."""
    places = draw(st.sampled_from([1, 1, 1, 2, 3]))
    rates = tuple(draw(st.one_of(st.none(), st.integers(40, 160))) for _ in LENGTHS)
    since = draw(st.one_of(st.none(), st.integers(1980, YEAR)))
    offered = {
        (str(FacetGroup.LENGTH), str(minutes))
        for minutes, rate in zip(LENGTHS, rates, strict=True)
        if rate is not None
    }
    others = [key for key in CATALOGUE.by_key if key[0] != FacetGroup.LENGTH]
    rows = []
    for place in range(draw(st.integers(1, places))):  # not every place lies in the circle
        bits = bits_of(offered | draw(st.sets(st.sampled_from(others))))
        dot = draw(st.floats(0.9, 1.0))
        rows.append(Row(number, number * 10 + place, places, bits, dot, since, rates))
    return rows


@st.composite
def populations(draw: st.DrawFn) -> list[Row]:
    number = draw(st.integers(0, 12))
    rows = [row for one in range(number) for row in draw(therapists(one))]
    return draw(st.permutations(rows))


@st.composite
def queries(draw: st.DrawFn) -> SearchQuery:
    chosen = {}
    for group, slugs in SLUGS.items():
        some = draw(st.lists(st.sampled_from(slugs), unique=True, max_size=2))
        if some:
            chosen[str(group)] = tuple(some)
    return SearchQuery(
        chosen=chosen,
        max_rate=draw(st.one_of(st.none(), st.integers(40, 160))),
        min_years=draw(st.one_of(st.none(), st.integers(1, 30))),
    )


def run(rows: list[Row], query: SearchQuery) -> Matches:
    return match(rows, Criteria.of(query, CATALOGUE, LENGTHS, YEAR))


@given(populations(), queries())
def test_the_total_is_the_number_of_therapists_that_pass(
    rows: list[Row], query: SearchQuery
) -> None:
    matches = run(rows, query)

    assert matches.total == total(rows, query)
    assert {row.therapist for row in matches.found} == {
        row.therapist for row in rows if passes(row, query)
    }
    assert len(matches.found) == matches.total


@given(populations(), queries())
def test_the_count_beside_a_value_is_the_total_of_choosing_it(
    rows: list[Row], query: SearchQuery
) -> None:
    counts = count(run(rows, query).tally, CATALOGUE)

    assert counts == {
        (group, slug): total(rows, replace(query, chosen={**query.chosen, group: (slug,)}))
        for group, slug in CATALOGUE.by_key
    }


@given(populations(), queries())
def test_of_several_places_the_nearest_that_passes_is_shown(
    rows: list[Row], query: SearchQuery
) -> None:
    for shown in run(rows, query).found:
        passing = [
            row.dot for row in rows if row.therapist == shown.therapist and passes(row, query)
        ]
        assert shown.dot == max(passing)


# The same in examples, for people who read tests ------------------------------------------------


def row(
    therapist: int, *values: tuple[str, str], rates: dict[int, int] | None = None, **more: object
) -> Row:
    prices = rates or {}
    offered = [(str(FacetGroup.LENGTH), str(minutes)) for minutes in prices]
    found = Row(
        therapist,
        therapist * 10,
        1,
        bits_of([*values, *offered]),
        1.0,
        None,
        tuple(prices.get(minutes) for minutes in LENGTHS),
    )
    return found._replace(**more)


def test_values_of_one_group_are_alternatives_and_groups_are_all_needed() -> None:
    rows = [
        row(1, ("technique", "swedish"), ("setting", "clinic")),
        row(2, ("technique", "sports"), ("setting", "clinic")),
        row(3, ("technique", "sports"), ("setting", "studio")),
        row(4, ("technique", "prenatal"), ("setting", "clinic")),
    ]
    query = SearchQuery(chosen={"technique": ("swedish", "sports"), "setting": ("clinic",)})

    assert {one.therapist for one in run(rows, query).found} == {1, 2}


def test_two_places_do_not_pass_together_what_neither_passes_alone() -> None:
    rows = [
        row(1, ("technique", "swedish"), ("setting", "clinic"), places=2),
        row(1, ("technique", "swedish"), ("accepting", "1"), places=2, location=11),
    ]
    query = SearchQuery(chosen={"setting": ("clinic",), "accepting": ("1",)})

    assert run(rows, query).total == 0


def test_a_price_limit_means_the_price_of_60_minutes_unless_a_length_is_chosen() -> None:
    rows = [row(1, rates={60: 95, 90: 130}), row(2, rates={60: 80}), row(3, rates={30: 50})]

    assert {r.therapist for r in run(rows, SearchQuery(max_rate=90)).found} == {2}
    longer = SearchQuery(max_rate=130, chosen={"length": ("90",)})
    assert {r.therapist for r in run(rows, longer).found} == {1}


def test_a_price_that_is_the_limit_is_within_it() -> None:
    assert run([row(1, rates={60: 90})], SearchQuery(max_rate=90)).total == 1


def test_whoever_does_not_state_the_years_is_not_found_by_years() -> None:
    rows = [row(1, since=None), row(2, since=YEAR - 5), row(3, since=YEAR - 4)]

    assert {one.therapist for one in run(rows, SearchQuery(min_years=5)).found} == {2}


def test_a_chosen_value_nobody_has_finds_nobody_but_counts_the_others() -> None:
    rows = [row(1, ("technique", "swedish"))]

    matches = run(rows, SearchQuery(chosen={"technique": ("sports",)}))

    assert matches.total == 0
    assert count(matches.tally, CATALOGUE)["technique", "swedish"] == 1
