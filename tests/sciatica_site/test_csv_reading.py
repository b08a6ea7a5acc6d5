"""Bytes become rows, and what is broken stays one row's problem."""

from __future__ import annotations

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_site import csv_reading
from sciatica_site.csv_reading import Row, WrongFile


def rows(content: bytes, encoding: str = "utf-8", delimiter: str = ",") -> list[Row]:
    return list(csv_reading.rows(io.BytesIO(content), encoding=encoding, delimiter=delimiter))


def cells(content: bytes, encoding: str = "utf-8", delimiter: str = ",") -> list[list[str]]:
    return [row.cells for row in rows(content, encoding, delimiter)]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("a,b\nMüller,1\n".encode(), "utf-8"),
        ("a,b\nMüller,1\n".encode("utf-8-sig"), "utf-8"),
        ("a,b\nMüller,1\n".encode("utf-8-sig"), "cp1252"),
        ("a,b\nMüller,1\n".encode("utf-16"), "utf-8"),
        (b"\xfe\xff" + "a,b\nMüller,1\n".encode("utf-16-be"), "utf-16"),
        ("a,b\nMüller,1\n".encode("cp1252"), "cp1252"),
    ],
)
def test_letters_are_read_by_the_mark_or_as_was_stated(content: bytes, encoding: str) -> None:
    assert cells(content, encoding) == [["a", "b"], ["Müller", "1"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_way_and_empty_ones_are_passed_over(end: str) -> None:
    found = rows(end.join(["a,b", "1,2", "", " , ", "3,4"]).encode())

    assert [(row.line, row.cells) for row in found] == [
        (1, ["a", "b"]), (2, ["1", "2"]), (5, ["3", "4"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "encoding", "said"),
    [
        (b"", "utf-8", "empty"),
        (b"\xef\xbb\xbf\n\n", "utf-8", "empty"),
        (b"PK\x03\x04rest of a sheet", "utf-8", "no text file"),
        (b"%PDF-1.7", "utf-8", "no text file"),
        (b"a\0b,c\n", "utf-8", "no text file"),
        ("a,b\n1,2\n".encode("utf-16-le"), "utf-8", "no text file"),
        ("a,b\n".encode("utf-32"), "utf-8", "no text file"),
        (b"a,b\n1,2\n", "utf-16", "mark of UTF-16"),
        ("Zugehörigkeit,b\n1,2\n".encode("cp1252"), "utf-8", "Windows-1252"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(
    content: bytes, encoding: str, said: str
) -> None:
    with pytest.raises(WrongFile, match=said):
        rows(content, encoding)


def test_bytes_that_are_no_letters_stay_in_their_row() -> None:
    assert cells(b"a,b\nSil\xffva,1\nRuiz,2\n") == [
        ["a", "b"], [f"Sil{csv_reading.NO_LETTER}va", "1"], ["Ruiz", "2"],
    ]  # fmt: skip


def test_a_quotation_mark_that_nobody_closes_costs_one_row() -> None:
    found = rows(b'a,b\n"1,2\n3,4\n5,6\n')

    assert [(row.line, row.cells, row.problem) for row in found[1:]] == [
        (2, [], "A quotation mark is not closed."), (3, ["3", "4"], ""), (4, ["5", "6"], ""),
    ]  # fmt: skip


def test_two_of_them_cost_two_rows_and_not_what_stands_between() -> None:
    found = rows(b'a,b\n"1,2\n3,4\n"5,6\n7,8\n')

    assert [row.line for row in found if row.problem] == [2, 4]
    assert [row.cells for row in found if not row.problem][1:] == [["3", "4"], ["7", "8"]]


def test_a_cell_may_hold_line_breaks_commas_and_doubled_quotation_marks() -> None:
    found = rows(b'a,b\n"1\n one","say ""hi"", you"\n3,4\n')

    assert found[1] == Row(2, 3, ["1\n one", 'say "hi", you'])
    assert found[2] == Row(4, 4, ["3", "4"])


def test_rows_of_another_width_are_named_and_empty_cells_behind_do_no_harm() -> None:
    found = rows(b"a,b\n1\n1,2,3\n1,2,,\n")

    assert [row.problem for row in found] == [
        "",
        "The row has 1 columns, the header has 2.",
        "The row has 3 columns, the header has 2.",
        "",
    ]


def test_text_behind_a_quotation_mark_is_a_problem() -> None:
    assert rows(b'a,b\n"1"x,2\n')[1].problem == "Something stands behind a quotation mark."


def test_a_line_of_megabytes_is_a_problem_and_never_in_memory() -> None:
    content = b"a,b\n" + b"x" * 5_000_000 + b",1\n3,4\n"
    file = io.BytesIO(content)
    tracemalloc.start()

    found = list(csv_reading.rows(file, encoding="utf-8", delimiter=","))

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [row.problem for row in found] == ["", "The line is longer than any row can be.", ""]
    assert most < 2_000_000


def test_another_delimiter_is_guessed_from_the_first_line() -> None:
    content = b"a\tb, c\td\n1\t2\t3\n"

    assert csv_reading.guessed_delimiter(io.BytesIO(content), "utf-8") == "\t"
    assert cells(content, delimiter="\t") == [["a", "b, c", "d"], ["1", "2", "3"]]


def test_the_file_stays_open_for_whoever_opened_it() -> None:
    file = io.BytesIO(b"a,b\n1,2\n")

    next(csv_reading.rows(file, encoding="utf-8", delimiter=","))

    assert not file.closed


def test_a_measure_tells_files_and_ways_to_read_them_apart() -> None:
    one = csv_reading.measure(io.BytesIO(b"a\nb"), "x")

    assert one.lines == 2
    assert one == csv_reading.measure(io.BytesIO(b"a\nb"), "x")
    assert one.digest != csv_reading.measure(io.BytesIO(b"a\nb"), "y").digest
    assert one.digest != csv_reading.measure(io.BytesIO(b"a\nc"), "x").digest


@given(st.binary(max_size=400), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_bytes_give_rows_or_one_answer(content: bytes, encoding: str) -> None:
    try:
        found = rows(content, encoding)
    except WrongFile:
        return
    ends = [row.end for row in found]
    assert ends == sorted(set(ends))
    assert all(row.line <= row.end for row in found)


@given(st.lists(st.text('a,"\n\r=', max_size=12), max_size=30))
def test_no_line_is_passed_over_unless_it_is_empty(lines: list[str]) -> None:
    text = "head,two\n" + "\n".join(lines)
    covered = {number for row in rows(text.encode()) for number in range(row.line, row.end + 1)}

    plain = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    wanted = {number for number, line in enumerate(plain, 1) if line.strip(', "')}
    assert wanted <= covered
