"""Counting bits: whole columns at once must give what counting one by one gives."""

from hypothesis import given
from hypothesis import strategies as st

from directory.choices import FacetGroup
from directory.models.facet import HIGHEST_BIT
from directory.search.catalogue import Catalogue, Value
from directory.search.facets import Tally, bit_counts, count

BITS = range(HIGHEST_BIT + 1)


def catalogue_of(**groups: list[int]) -> Catalogue:
    """A catalogue whose values are named by their bits."""
    frozen = {
        group: tuple(Value(group, f"v{bit}", f"Value {bit}", bit) for bit in groups.get(group, []))
        for group in FacetGroup.values
    }
    by_key = {(value.group, value.slug): value for values in frozen.values() for value in values}
    return Catalogue(frozen, by_key)


@given(st.lists(st.integers(0, 2 ** (HIGHEST_BIT + 1) - 1), max_size=40))
def test_every_bit_is_counted_as_if_one_by_one(values: list[int]) -> None:
    counts = bit_counts(values, BITS)

    assert counts == {bit: sum(value >> bit & 1 for value in values) for bit in BITS}


def test_nobody_has_no_bits() -> None:
    assert bit_counts([], [0, 61, 62, 123]) == {0: 0, 61: 0, 62: 0, 123: 0}


def test_the_last_bit_of_each_column_is_counted() -> None:
    assert bit_counts([1 << 61, 1 << 62, 1 << 123, 1 << 61], [61, 62, 123]) == {
        61: 2,
        62: 1,
        123: 1,
    }


def test_a_row_that_fails_one_group_counts_for_the_values_of_that_group_only() -> None:
    catalogue = catalogue_of(technique=[0, 1], language=[2])
    tally = Tally(passing=[0b101], failing_one={"technique": [0b110]})

    counts = count(tally, catalogue)

    assert counts == {("technique", "v0"): 1, ("technique", "v1"): 1, ("language", "v2"): 1}


def test_a_therapist_with_several_places_counts_once_for_each_value() -> None:
    catalogue = catalogue_of(setting=[0, 1], technique=[2])
    tally = Tally()

    tally.add(passing=0b101, failing={"setting": 0b111})

    assert count(tally, catalogue) == {
        ("setting", "v0"): 1,
        ("setting", "v1"): 1,
        ("technique", "v2"): 1,
    }


def test_a_therapist_none_of_whose_places_passes_is_not_in_the_total() -> None:
    tally = Tally()

    tally.add(passing=None, failing={"setting": 0b1})

    assert tally.passing == []
    assert tally.failing_one == {"setting": [0b1]}
