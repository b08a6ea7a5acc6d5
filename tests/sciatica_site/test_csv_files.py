"""A file that a spreadsheet shows as text, whatever somebody has written (check X1)."""

from __future__ import annotations

import csv
import io
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_site.csv_files import inert, response, rows_as_csv

FORMULA = "1+1"
STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "﹣", "﹢", "﹦", "﹫", "−"]


def read(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter))


def is_formula(cell: str) -> bool:
    """As lenient as a spreadsheet may be: white space, quotes and invisible signs are passed."""
    for sign in cell:
        if sign.isspace() or sign in '"`“”„‘’«»´' or unicodedata.category(sign) in ("Cc", "Cf"):
            continue
        return unicodedata.normalize("NFKC", sign)[0] in "=+-@−"
    return False


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("before", ["", " ", "\u00a0", '"', "'", "\u200b", "\ufeff", ' "', "\x00"])
def test_a_text_that_could_be_a_formula_gets_an_apostrophe(start: str, before: str) -> None:
    assert inert(f"{before}{start}{FORMULA}").startswith("'")


@pytest.mark.parametrize("text", ["Ana Ruiz", "303-555-0142", "a=b", "me@example.com", "", "été"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert inert(text) == text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (-5, "-5"),
        (0, "0"),
        (Decimal("-1.50"), "-1.50"),
        (True, "yes"),
        (False, "no"),
        (None, ""),
        (date(2026, 11, 22), "2026-11-22"),
    ],
)
def test_numbers_days_and_yes_or_no_are_no_texts(value: object, shown: str) -> None:
    assert inert(value) == shown


def test_a_moment_is_shown_with_its_place_on_the_clock() -> None:
    assert inert(datetime(2026, 11, 22, 20, 0, 5, tzinfo=UTC)).startswith("2026-11-22 ")


@pytest.mark.parametrize("between", [";", "\t", "|", "\n", "\r\n", ";;", '; "', ";\u200b"])
def test_nothing_begins_a_cell_of_its_own_where_others_split(between: str) -> None:
    """A German spreadsheet splits at semicolons, whatever quotes stand around a cell."""
    text = inert(f"Denver{between}=HYPERLINK(A1)")

    for sign in ";\t|\r\n":
        assert not [part for part in text.split(sign)[1:] if is_formula(part)]


@given(st.lists(st.lists(st.text(max_size=30), min_size=2, max_size=3), max_size=4))
def test_whatever_is_written_no_cell_is_a_formula_and_none_is_lost(rows: list[list[str]]) -> None:
    text = "".join(rows_as_csv(["a", "b"], rows))

    cells = read(text)
    assert len(cells) == len(rows) + 1
    for row, found in zip(rows, cells[1:], strict=True):
        assert len(found) == len(row)
        assert not [cell for cell in found if is_formula(cell)]
    for line in read(text, ";"):
        assert not [cell for cell in line if is_formula(cell.lstrip('"'))]


def test_quotes_commas_and_new_lines_stay_inside_their_cell() -> None:
    row = ['say "hello", twice', "two\r\nlines", "a,b"]

    assert read("".join(rows_as_csv(["1", "2", "3"], [row])))[1] == [row[0], "two\nlines", "a,b"]


def test_what_no_encoding_can_write_is_replaced() -> None:
    assert "".join(rows_as_csv(["a"], [["\ud800 x"]])).encode("utf-8")


def test_a_long_file_comes_in_pieces() -> None:
    pieces = list(rows_as_csv(["number"], ([number] for number in range(1_000))))

    assert len(pieces) == 6
    assert len(read("".join(pieces))) == 1_001


def test_a_file_is_kept_by_no_cache_and_named_with_its_day() -> None:
    answer = response("people", ["name"], [["Ana"]])

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith('attachment; filename="people-20')
    assert b"".join(answer).decode("utf-8-sig").splitlines() == ['"name"', '"Ana"']
