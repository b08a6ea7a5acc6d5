"""Pages are in the order of the published rule, though ties are settled only where needed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search import Sort
from directory.search.arranging import Arranged, Standings
from directory.search.order import key
from directory.search.rows import Row

DAY = date(2026, 11, 22)
#: Dot products of some tenths of a mile, among them several that print the same distance.
DOTS = [1 - number * 1e-11 for number in range(12)] + [1 - number * 2e-9 for number in range(12)]

rows_of_people = st.lists(
    st.builds(
        Row,
        therapist=st.integers(1, 10_000),
        location=st.just(1),
        places=st.just(1),
        bits=st.just(0),
        dot=st.sampled_from(DOTS),
        since=st.none() | st.integers(2000, 2003),
        rates=st.tuples(st.none() | st.integers(50, 53)),
        is_confirmed=st.booleans(),
        specialties=st.integers(0, 3),
        relevance=st.integers(0, 3),
    ),
    max_size=60,
    unique_by=lambda row: row.therapist,
)
sorts = st.sampled_from(list(Sort))
STANDINGS = Standings(has_place=True, asked=(), rate_at=0)


@given(rows=rows_of_people, sort=sorts, start=st.integers(0, 70), length=st.integers(0, 25))
def test_any_page_is_that_part_of_the_wholly_sorted_list(
    rows: list[Row], sort: Sort, start: int, length: int
) -> None:
    whole = sorted(rows, key=lambda row: key(STANDINGS(row), sort, DAY))

    arranged = Arranged(rows, STANDINGS, sort, DAY)

    assert len(arranged) == len(rows)
    assert arranged[start : start + length] == whole[start : start + length]


@pytest.mark.parametrize("index", [0, 1, -1])
def test_one_row_can_be_asked_for(index: int) -> None:
    rows = [
        Row(number, number, 1, 0, dot, None, ()) for number, dot in ((1, 0.5), (2, 0.9), (3, 0.7))
    ]

    arranged = Arranged(rows, Standings(has_place=True, asked=(), rate_at=None), Sort.DISTANCE, DAY)

    assert arranged[index] == [rows[1], rows[2], rows[0]][index]


def test_beyond_the_end_there_is_nothing() -> None:
    arranged = Arranged([], STANDINGS, Sort.DISTANCE, DAY)

    assert arranged[0:20] == []
    with pytest.raises(IndexError):
        arranged[0]
