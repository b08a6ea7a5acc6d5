"""Assembles the table of types of massage by causes: who offers what, and what the sources say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from directory.choices import FacetGroup
from directory.filters import ParsedSearch
from directory.models import Condition, Technique
from directory.search.catalogue import Catalogue, Value
from directory.search.query import RADII_MILES

from . import vocabulary

#: Only therapists with a credential that this site has checked and that is in date.
CHECKED = {FacetGroup.VERIFIED.value: ("1",)}


@dataclass(frozen=True)
class Column:
    """A condition: its name, its page, and what massage cannot do about it."""

    slug: str
    name: str
    url: str
    cannot: str


@dataclass(frozen=True)
class Cell:
    """How many therapists, and the search that finds exactly them."""

    condition: Column
    total: int
    url: str


@dataclass(frozen=True)
class Row:
    """A type of massage with its evidence and one cell per condition."""

    slug: str
    name: str
    url: str
    evidence: str
    cannot: str
    cells: list[Cell]


@dataclass(frozen=True)
class MatrixPage:
    """`totals` is None where the place that was asked for is not known."""

    parsed: ParsedSearch
    catalogue: Catalogue
    techniques: Iterable[Technique]
    totals: Mapping[tuple[str, str], int] | None

    @property
    def where(self) -> str:
        query = self.parsed.query
        if query.place is None:
            return _("In the United States")
        return _("Within %(miles)d miles of %(place)s") % {
            "miles": query.miles,
            "place": query.place.label,
        }

    @cached_property
    def columns(self) -> list[Column]:
        return [_column(value) for value in self.catalogue.groups[FacetGroup.CONDITION]]

    @cached_property
    def rows(self) -> list[Row]:
        """The types that therapists offer; none where there is nothing to count."""
        if self.totals is None:
            return []
        return [
            self._row(technique, self.totals)
            for technique in self.techniques
            if self.catalogue.find(FacetGroup.TECHNIQUE, technique.slug)
        ]

    @property
    def place_problem(self) -> str:
        answer = self.parsed.answer
        return self.parsed.errors.get("near") or (answer.problem if answer else "")

    @property
    def choices(self) -> list[tuple[str, str]]:
        """(label, address) of the places that may be meant."""
        answer = self.parsed.answer
        places = (answer.choices or answer.suggestions) if answer else ()
        miles = self.parsed.query.miles
        return [
            (place.label, "?" + urlencode({"near": place.label, "miles": miles}))
            for place in places
        ]

    @property
    def radii(self) -> list[tuple[int, str, bool]]:
        chosen = self.parsed.query.miles
        words = _("%(miles)d miles")
        return [(miles, words % {"miles": miles}, miles == chosen) for miles in RADII_MILES]

    def _row(self, technique: Technique, totals: Mapping[tuple[str, str], int]) -> Row:
        return Row(
            slug=technique.slug,
            name=technique.name,
            url=reverse("articles:technique-detail", kwargs={"slug": technique.slug}),
            evidence=technique.evidence or _("Not rated yet"),
            cannot=vocabulary.notes(technique).cannot,
            cells=[
                Cell(
                    column,
                    totals.get((technique.slug, column.slug), 0),
                    self._search_url(technique.slug, column.slug),
                )
                for column in self.columns
            ],
        )

    def _search_url(self, technique: str, condition: str) -> str:
        words = {"technique": technique, "condition": condition, "verified": "1"}
        return f"{self._search}?{urlencode(words)}{self._near}"

    @cached_property
    def _search(self) -> str:
        return reverse("directory:therapist-list")

    @cached_property
    def _near(self) -> str:
        query = self.parsed.query
        if query.place is None:
            return ""
        return "&" + urlencode({"near": self.parsed.near, "miles": query.miles})


def _column(value: Value) -> Column:
    """From the catalogue alone: the search has its labels at hand, so no row is read for them."""
    condition = Condition(slug=value.slug, name=value.label)
    url = reverse("articles:condition-detail", kwargs={"slug": value.slug})
    return Column(value.slug, value.label, url, vocabulary.notes(condition).cannot)
