"""What a search asks, as plain values: parsed by the filter set, answered by `run`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from directory.choices import FacetGroup, SessionLength
from directory.models import Place

RADII_MILES = (5, 10, 25, 50, 100)
DEFAULT_MILES = 25
PAGE_SIZE = 20

#: The length whose price is meant when none is chosen, in minutes.
USUAL_LENGTH = SessionLength.M60


class Sort(StrEnum):
    DISTANCE = "distance"
    RATE = "rate"
    EXPERIENCE = "experience"


@dataclass(frozen=True)
class SearchQuery:
    """A valid search; `chosen` holds the chosen slugs of each filter group."""

    place: Place | None = None
    miles: int = DEFAULT_MILES
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    max_rate: int | None = None
    min_years: int | None = None
    sort: str = ""
    page: int | str = 1

    @property
    def order(self) -> Sort:
        """The order in effect: by distance where there is a place, else by experience."""
        usual = Sort.EXPERIENCE if self.place is None else Sort.DISTANCE
        known = {str(sort): sort for sort in Sort}
        asked = known.get(self.sort, usual)
        return usual if asked is Sort.DISTANCE else asked

    @property
    def lengths(self) -> tuple[int, ...]:
        """The session lengths whose price counts, in minutes."""
        chosen = tuple(sorted(int(slug) for slug in self.chosen.get(FacetGroup.LENGTH, ())))
        return chosen or (int(USUAL_LENGTH),)

    @property
    def shown_length(self) -> int:
        """The session length whose price a card shows and the order uses, in minutes."""
        return self.lengths[0]

    def without(self, group: str) -> "SearchQuery":
        """This search with one filter dropped: a group, `max_rate` or `min_years`."""
        if group in ("max_rate", "min_years"):
            return replace(self, **{group: None})  # type: ignore[arg-type]  # the names are fields
        return replace(self, chosen={k: v for k, v in self.chosen.items() if k != group})

    @property
    def filters(self) -> list[str]:
        """The names of the filters in use."""
        numeric = [name for name in ("max_rate", "min_years") if getattr(self, name) is not None]
        return [group for group, slugs in self.chosen.items() if slugs] + numeric
