"""Ways out of an empty result: what each single change to the search would find."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .catalogue import Catalogue
from .circle import Circle
from .matching import Criteria, match, with_words
from .query import RADII_MILES, SearchQuery
from .rows import Row, fetch


@dataclass(frozen=True)
class Escape:
    """A way out of an empty result: leave out a filter, or widen the circle to `miles`.

    Without a `name` it does both: no filter at all within `miles`.
    """

    name: str
    total: int
    miles: int | None = None


@dataclass(frozen=True)
class Asked:
    """An empty search with what it read: all rows of its circle, and who has its words."""

    query: SearchQuery
    catalogue: Catalogue
    lengths: tuple[int, ...]
    year: int
    rows: list[Row]
    heard: Mapping[int, int] | None

    def total(self, query: SearchQuery, among: Iterable[Row]) -> int:
        """How many of these rows another search would find."""
        if query.text.terms and self.heard is not None:
            among = with_words(among, self.heard)
        return match(among, Criteria.of(query, self.catalogue, self.lengths, self.year)).total


def escapes_from(asked: Asked) -> list[Escape]:
    """What each single change would give, or else all together; only what finds somebody."""
    query = asked.query
    escapes = [Escape(name, asked.total(query.without(name), asked.rows)) for name in query.filters]
    wider = [miles for miles in RADII_MILES if miles > query.miles]
    if query.place is not None and wider:
        largest = fetch(
            Circle(query.place.latitude, query.place.longitude, wider[-1]), asked.lengths
        )
        for miles in wider:
            circle = Circle(query.place.latitude, query.place.longitude, miles)
            inside = [row for row in largest if row.dot >= circle.least_dot]
            escapes.append(Escape("miles", asked.total(query, inside), miles))
        if not any(escape.total for escape in escapes):
            escapes.append(Escape("", asked.total(query.bare(), largest), wider[-1]))
    return [escape for escape in escapes if escape.total]
