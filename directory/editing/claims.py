"""Which parts of a document make a claim that a person has to weigh, and which are small facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sciatica_site.wording import lint

from .content import SECTION_KEYS, Content
from .sentences import ROWS

#: What a reader decides nothing medical by, and nobody gains by bending. All that is not named
#: here is a claim, so a new field is one until somebody thinks about it. Of rows, single fields
#: are named; a row that comes or goes is a claim unless the whole list is named.
SMALL_FACTS = frozenset(
    {
        "about.pronouns",
        "about.languages",
        "place.hours_note",
        "place.locations.setting",
        "place.locations.street",
        "place.locations.neighborhood",
        "place.locations.postal_code",
        "place.locations.directions",
        "place.locations.travel_miles",
        "access.comfort",
        "access.places",
    }
)

#: The linter points at web addresses in texts; these are meant to be some.
ADDRESSES = frozenset({"website", "booking_url"})


def claims_changed(before: Content, after: Content) -> list[str]:
    """Names such as "experience.practicing_since" of what differs and makes a claim."""
    return [name for name in changed_fields(before, after) if name not in SMALL_FACTS]


def changed_fields(before: Content, after: Content) -> list[str]:
    """Each once, in the order of the editor."""
    return list(dict.fromkeys(_differences(before, after)))


def has_wording_hits(content: Content) -> bool:
    """Whether the linter would point at any text of the document."""
    return any(lint(text, audience="profile") for text in set(_texts(content)))


def _differences(before: Content, after: Content) -> Iterator[str]:
    for section in SECTION_KEYS:
        old, new = before.get(section, {}), after.get(section, {})
        for field in dict.fromkeys([*old, *new]):
            if old.get(field) == new.get(field):
                continue
            name = f"{section}.{field}"
            if field in ROWS:
                yield from _row_differences(name, ROWS[field][0], old.get(field), new.get(field))
            else:
                yield name


def _row_differences(name: str, key: str, old: Any, new: Any) -> Iterator[str]:
    """Rows that stay in their order are compared field by field; all else is the list itself."""
    rows, others = old or [], new or []
    if [row.get(key) for row in rows] != [row.get(key) for row in others]:
        yield name
        return
    for row, other in zip(rows, others, strict=True):
        for field in dict.fromkeys([*row, *other]):
            if row.get(field) != other.get(field):
                yield f"{name}.{field}"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in ADDRESSES:
                yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
