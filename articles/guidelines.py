"""What guidelines say about each treatment, where they disagree, and how old our reading is."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .data_files import read_data

#: What was checked longer ago is shown with a warning.
MONTHS_FRESH = 24
MOST_WORDS = 25


class Stance(TextChoices):
    """Where a guideline stands on a treatment; the words are what a reader sees."""

    FOR = "for", _("Recommends it")
    WITH_CONDITIONS = "with-conditions", _("With conditions")
    AGAINST = "against", _("Advises against it")
    SILENT = "silent", _("No position found")


class BadGuidelines(ValueError):
    """The data file says something that cannot be meant."""


@dataclass(frozen=True)
class Intervention:
    slug: str
    name: str


@dataclass(frozen=True)
class Position:
    """`says` is in our words, never a quotation."""

    stance: Stance
    says: str


@dataclass(frozen=True)
class Guideline:
    """`notes` are what a reader should know of it as a whole, such as that it has expired."""

    key: str
    name: str
    country: str
    year: int
    about: str
    checked_on: datetime.date
    notes: tuple[str, ...]
    url: str
    positions: Mapping[str, Position]

    @property
    def anchor(self) -> str:
        return f"guideline-{self.key}"


@dataclass(frozen=True)
class Column:
    """A guideline as it is shown on a day."""

    guideline: Guideline
    is_old: bool


@dataclass(frozen=True)
class Row:
    """A treatment with the position of each guideline, in the order of the columns."""

    intervention: Intervention
    positions: tuple[Position, ...]

    @property
    def disagree(self) -> bool:
        """One advises against what another would use."""
        stances = {position.stance for position in self.positions}
        return Stance.AGAINST in stances and bool(stances & {Stance.FOR, Stance.WITH_CONDITIONS})


@dataclass(frozen=True)
class Panel:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def panel(today: datetime.date) -> Panel:
    """The table as it is to be shown today; it asks no database."""
    interventions, guidelines = _read()
    return Panel(
        columns=tuple(Column(one, is_old(one.checked_on, today)) for one in guidelines),
        rows=tuple(
            Row(one, tuple(guideline.positions[one.slug] for guideline in guidelines))
            for one in interventions
        ),
    )


def is_old(checked_on: datetime.date, today: datetime.date) -> bool:
    """Whether more than two years have gone by; on the very day it is still fresh."""
    months = today.year * 12 + today.month - checked_on.year * 12 - checked_on.month
    return (months, today.day) > (MONTHS_FRESH, checked_on.day)


@cache
def _read() -> tuple[tuple[Intervention, ...], tuple[Guideline, ...]]:
    """Read once per process: the files are part of the code."""
    return parse(read_data("guidelines"), _links(read_data("references")))


def parse(
    content: Any, links: Mapping[str, str]
) -> tuple[tuple[Intervention, ...], tuple[Guideline, ...]]:
    """What the file says; `links` has the address of each reference by its key."""
    try:
        interventions = tuple(Intervention(**entry) for entry in content["interventions"])
        slugs = [intervention.slug for intervention in interventions]
        guidelines = tuple(_guideline(entry, slugs, links) for entry in content["guidelines"])
    except (KeyError, TypeError, AttributeError) as error:
        raise BadGuidelines(f"a field is missing, unknown or of the wrong kind: {error}") from error
    keys = [guideline.key for guideline in guidelines]
    for name in (*slugs, *keys):
        if [*slugs, *keys].count(name) > 1:
            raise BadGuidelines(f"{name}: there are two of this name")
    return interventions, guidelines


def _guideline(
    entry: Mapping[str, Any], slugs: Sequence[str], links: Mapping[str, str]
) -> Guideline:
    key = entry["key"]
    if key not in links:
        raise BadGuidelines(f"{key}: there is no such reference")
    if type(entry["checked_on"]) is not datetime.date or type(entry["year"]) is not int:
        raise BadGuidelines(f"{key}: checked_on is a date such as 2026-11-22, year a number")
    positions = entry["positions"]
    if set(positions) != set(slugs):
        raise BadGuidelines(f"{key}: its positions are {', '.join(slugs)}")
    notes = (entry.get("note", ""), entry.get("certainty_note", ""))
    return Guideline(
        key=key,
        name=entry["name"],
        country=entry["country"],
        year=entry["year"],
        about=entry["about"],
        checked_on=entry["checked_on"],
        notes=tuple(note for note in notes if note),
        url=links[key],
        positions={slug: _position(f"{key}, {slug}", positions[slug]) for slug in slugs},
    )


def _position(where: str, entry: Mapping[str, str]) -> Position:
    says = entry["says"].strip()
    if entry["stance"] not in Stance.values:
        raise BadGuidelines(f"{where}: “{entry['stance']}” is no stance")
    if not 0 < len(says.split()) <= MOST_WORDS:
        raise BadGuidelines(f"{where}: what it says has 1 to {MOST_WORDS} words")
    return Position(Stance(entry["stance"]), says)


def _links(references: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """As `Reference.link` has it."""
    return {
        entry["key"]: f"https://doi.org/{entry['doi']}"
        if entry.get("doi")
        else entry.get("url", "")
        for entry in references
    }
