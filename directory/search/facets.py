"""Exact, disjunctive facet counts over rows of bits, counted with whole-column integers."""

import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from directory.models.facet import BITS_PER_COLUMN

from .catalogue import LOW_MASK, Catalogue


@dataclass
class Tally:
    """Bits of the rows that pass all groups, and of those that fail exactly one group.

    Each entry stands for one therapist: the bits of several places are joined first.
    """

    passing: list[int] = field(default_factory=list)
    failing_one: dict[str, list[int]] = field(default_factory=dict)

    def add(self, passing: int | None, failing: Mapping[str, int]) -> None:
        """Count a therapist with several places.

        `passing` joins the bits of the places that pass every group (`None` if no place does),
        `failing` those of the places that fail exactly one group, by that group.
        """
        if passing is not None:
            self.passing.append(passing)
        for group, bits in failing.items():
            self.failing_one.setdefault(group, []).append(bits & ~(passing or 0))


def bit_counts(values: Sequence[int], bits: Iterable[int]) -> dict[int, int]:
    """How many of the values have each of the given bits.

    The values are laid side by side in one long integer; a shift and a mask then pick one bit of
    all of them at once (the quickest of ten ways that were measured, see docs/search.md).
    """
    low = int.from_bytes(
        array("q", [value & LOW_MASK for value in values]).tobytes(), sys.byteorder
    )
    high = int.from_bytes(
        array("q", [value >> BITS_PER_COLUMN for value in values]).tobytes(), sys.byteorder
    )
    every_64th = int.from_bytes(b"\x01\0\0\0\0\0\0\0" * len(values), "little")
    counts = {}
    for bit in bits:
        column, shift = (low, bit) if bit < BITS_PER_COLUMN else (high, bit - BITS_PER_COLUMN)
        counts[bit] = ((column >> shift) & every_64th).bit_count()
    return counts


def count(tally: Tally, catalogue: Catalogue) -> dict[tuple[str, str], int]:
    """(group, value) → the total that the search would have with this value in place of what is
    chosen in its group; other groups stay as chosen."""
    of_all = bit_counts(tally.passing, [value.bit for value in catalogue.by_key.values()])
    result = {key: of_all[value.bit] for key, value in catalogue.by_key.items()}
    for group, rows in tally.failing_one.items():
        values = catalogue.groups[group]
        for value, more in zip(
            values, bit_counts(rows, [v.bit for v in values]).values(), strict=True
        ):
            result[group, value.slug] += more
    return result
