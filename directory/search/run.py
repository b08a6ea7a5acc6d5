"""Answers a search: total, exact counts for every filter, one page of results in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.utils import timezone

from directory.choices import SessionLength

from . import cards, facets, generation, spelling, texts
from .arranging import Arranged, Standings
from .cards import CardFacts
from .catalogue import Catalogue, load_catalogue
from .circle import Circle
from .escapes import Asked, Escape, escapes_from
from .matching import Criteria, match, with_words
from .memory import Found, recall
from .order import Standing
from .query import PAGE_SIZE, SearchQuery, Sort
from .rows import Row, fetch
from .texts import Passage

ALL_LENGTHS = tuple(SessionLength.values)


@dataclass(frozen=True)
class Hit:
    """One therapist on a result page, at the place that is shown; miles from the asked place.

    `passage` shows where the words were found, unless in the name alone.
    """

    facts: CardFacts
    bits: int
    miles: float | None
    standing: Standing
    passage: Passage | None = None


@dataclass(frozen=True)
class SearchResult:
    """`suggestion` is what may have been meant by words that no profile has."""

    query: SearchQuery
    catalogue: Catalogue
    day: date
    total: int
    counts: Mapping[tuple[str, str], int]
    rows: Sequence[Row]
    standing_of: Standings
    page: "Page[Row]"
    hits: list[Hit]
    escapes: list[Escape]
    suggestion: str


def search(query: SearchQuery, catalogue: Catalogue | None = None) -> SearchResult:
    """Two queries (rows, cards) beyond the place and the catalogue.

    Words add two: who has them, and the passages that show them. The whole country adds the
    generation, and saves the rows while they are remembered. An empty result reads a wider circle.
    """
    catalogue = catalogue or load_catalogue()
    day = timezone.localdate()
    found = _found(query, day, catalogue)
    standing_of = Standings.of(query, catalogue, lengths_to_read(query))
    page = Paginator(found.rows, PAGE_SIZE).get_page(query.page)
    return SearchResult(
        query=query,
        catalogue=catalogue,
        day=day,
        total=found.total,
        counts=found.counts,
        rows=found.rows,
        standing_of=standing_of,
        page=page,
        hits=_hits(list(page.object_list), query, standing_of),
        escapes=found.escapes,
        suggestion=found.suggestion,
    )


def facet_totals(now: int | None = None) -> Mapping[tuple[str, str], int]:
    """(group, value) → number of public therapists in the whole country.

    `now` is the generation, where the caller has read it already, in an earlier query or the same.
    """
    return _found(SearchQuery(), timezone.localdate(), now=now).counts


def lengths_to_read(query: SearchQuery) -> tuple[int, ...]:
    """Prices are read for the lengths that matter: all of them under a price limit, since then
    each length's count depends on its price."""
    if query.max_rate is not None:
        return ALL_LENGTHS
    return (query.shown_length,) if query.order is Sort.RATE else ()


def _found(
    query: SearchQuery, day: date, catalogue: Catalogue | None = None, *, now: int | None = None
) -> Found:
    """Around a place the rows are few; those of the whole country are worth remembering."""

    def find() -> Found:
        return _find(query, catalogue or load_catalogue(), day)

    if now is None and query.place is None:
        now = generation.current()
    if now is None:
        return find()
    asked = (
        # One that was read before the generation could be older than it.
        catalogue and tuple(catalogue.by_key),
        tuple(sorted(query.chosen.items())),
        query.text.terms,
        query.q,
        query.max_rate,
        query.min_years,
        query.order,
    )
    return recall((now, day, asked), find)


def _find(query: SearchQuery, catalogue: Catalogue, day: date) -> Found:
    lengths = lengths_to_read(query)
    standing_of = Standings.of(query, catalogue, lengths)
    everyone = fetch(_circle(query), lengths, standing_of.asked)
    heard = texts.find(query.text) if query.text.terms else None
    rows = everyone if heard is None else with_words(everyone, heard)
    matches = match(rows, Criteria.of(query, catalogue, lengths, day.year))
    asked = Asked(query, catalogue, lengths, day.year, everyone, heard)
    return Found(
        total=matches.total,
        counts=facets.count(matches.tally, catalogue),
        rows=Arranged(matches.found, standing_of, query.order, day),
        escapes=[] if matches.total else escapes_from(asked),
        suggestion="" if heard is None or heard else spelling.suggestion(query.q),
    )


def _circle(query: SearchQuery) -> Circle | None:
    if query.place is None:
        return None
    return Circle(query.place.latitude, query.place.longitude, query.miles)


def _hits(rows: Sequence[Row], query: SearchQuery, standing_of: Standings) -> list[Hit]:
    facts = cards.fetch([row.location for row in rows]) if rows else {}
    passages: Mapping[int, Passage] = {}
    if rows and query.text.terms:
        passages = texts.passages([row.therapist for row in rows], query.text)
    hits = []
    for row in rows:
        if row.location not in facts:  # removed between the two queries
            continue
        standing = standing_of(row)
        miles = None if query.place is None else standing.tenths / 10
        hits.append(
            Hit(facts[row.location], row.bits, miles, standing, passages.get(row.therapist))
        )
    return hits
