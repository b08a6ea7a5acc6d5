"""The catalogue of filter values: which bit each one has, and what a row's bits mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.db import connection

from directory.choices import FacetGroup
from directory.models.facet import BITS_PER_COLUMN

#: The mask of the first column; a row's two columns are one Python integer, `bits | bits2 << 62`.
LOW_MASK = (1 << BITS_PER_COLUMN) - 1


@dataclass(frozen=True)
class Value:
    """One choosable value of a filter group."""

    group: str
    slug: str
    label: str
    bit: int
    mask: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "mask", 1 << self.bit)

    def __hash__(self) -> int:
        """Cheap, since many things about a value are remembered by it."""
        return self.bit


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All active filter values by group, in the order in which they are shown.

    Two are equal only if they are one: what is read from one can be remembered by it.
    """

    groups: Mapping[str, tuple[Value, ...]]
    by_key: Mapping[tuple[str, str], Value] = field(default_factory=dict)

    def find(self, group: str, slug: str) -> Value | None:
        return self.by_key.get((group, slug))

    def mask_of(self, group: str, slugs: Iterable[str]) -> int:
        """The bits of the given values; a slug that does not exist has none."""
        mask = 0
        for slug in slugs:
            value = self.by_key.get((group, slug))
            if value is not None:
                mask |= value.mask
        return mask

    def values(self, group: str, bits: int) -> list[Value]:
        """What a row's bits say within one group, in the order of the catalogue."""
        return [value for value in self.groups.get(group, ()) if bits & value.mask]

    @lru_cache(maxsize=8)  # noqa: B019 (a process meets few catalogues, and they are small)
    def mask(self, *groups: str) -> int:
        """All bits of some groups."""
        return sum(value.mask for group in groups for value in self.groups.get(group, ()))


#: Plain SQL, as for the rows: every search reads it.
_SELECT = """
    SELECT "group", value, label, bit FROM directory_facetvalue{where}
    ORDER BY "group", position, label
"""


@lru_cache(maxsize=4)
def _build(rows: tuple[tuple[str, str, str, int], ...]) -> Catalogue:
    groups: dict[str, list[Value]] = {group: [] for group in FacetGroup.values}
    for group, slug, label, bit in rows:
        groups[group].append(Value(group, slug, label, bit))
    frozen = {group: tuple(values) for group, values in groups.items()}
    by_key = {(value.group, value.slug): value for values in frozen.values() for value in values}
    return Catalogue(frozen, by_key)


def load_catalogue(*, with_inactive: bool = False) -> Catalogue:
    """The catalogue as the database has it now: one query, and built anew only when it changed.

    Rows are written `with_inactive` values, so that one which is switched on again finds
    everybody who has it; visitors are offered the active ones.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SELECT.format(where="" if with_inactive else " WHERE is_active"))
        return _build(tuple(cursor.fetchall()))
