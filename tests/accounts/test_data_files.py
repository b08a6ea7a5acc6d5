"""Tables that hold exactly what they were given and that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.data_files import as_csv, as_json, as_zip, tables

DANGEROUS = tuple("=+-@＝＋－＠")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "cell",
    [
        '=HYPERLINK("http://evil.example")',
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM",
        "\0=1",
        "\u00a0=1",
    ],
)
def test_what_a_spreadsheet_would_run_is_made_text(cell: str) -> None:
    (header, row) = read(as_csv([{"what": cell}]))

    assert header == ["what"]
    assert row == [f"'{cell}"]


@pytest.mark.parametrize("cell", ["", "Ana", "a=b", "3-4", "'", "5", "ana@example.com", 'say "x"'])
def test_everything_else_stays_as_it_is(cell: str) -> None:
    assert read(as_csv([{"what": cell, "more": "x"}]))[1][0] == cell


def test_tables_are_written_as_the_standard_says() -> None:
    content = as_csv([{"a": 'with "quotes", commas', "b": "two\r\nlines"}, {"b": "é"}])

    assert content == ('\ufeffa,b\r\n"with ""quotes"", commas","two\r\nlines"\r\n,é\r\n'.encode())


def test_each_kind_of_thing_has_its_table() -> None:
    data = {
        "directory": {
            "profile": {"name": "Ana", "places": {"first": "Denver"}},
            "languages": ["English", "Spanish"],
            "rates": [{"minutes": 60, "cents": 9500}, {"minutes": 90, "extra": [{"a": 1}]}],
            "empty": [],
            "is_listed": True,
            "left": None,
        },
        "notes": ["one"],
    }

    assert dict(tables(data)) == {
        "directory": [
            {"what": "profile.name", "value": "Ana"},
            {"what": "profile.places.first", "value": "Denver"},
            {"what": "languages", "value": "English; Spanish"},
            {"what": "empty", "value": ""},
            {"what": "is_listed", "value": "yes"},
            {"what": "left", "value": ""},
        ],
        "directory-rates": [
            {"minutes": "60", "cents": "9500"},
            {"minutes": "90", "extra": '[{"a": 1}]'},
        ],
        "notes": [{"what": "notes", "value": "one"}],
    }


@given(st.dictionaries(TEXT, st.dictionaries(TEXT, VALUES, max_size=4), max_size=3))
def test_any_data_becomes_files_with_harmless_cells(data: dict[str, Any]) -> None:
    assert json.loads(as_json(data)) == data
    with zipfile.ZipFile(io.BytesIO(as_zip(data))) as archive:
        for name in archive.namelist():
            assert name.isascii()
            for row in read(archive.read(name)):
                assert not any(
                    cell.lstrip(" \0\t\r\n").startswith(tuple("=+-@＝＋－＠")) for cell in row
                )
