"""Cells become facts about a license, or a sentence about what is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from directory.models import RosterSource
from directory.rosters import mapping
from directory.rosters.mapping import BadRow, Layout, Listed
from sciatica_site.csv_reading import NO_LETTER, Row, WrongFile

TODAY = date(2026, 11, 22)
HEADER = ["License", "Name", "Status", "Expires"]
COLUMNS = {"number": "license ", "name": "NAME", "status": "Status", "expires": "Expires"}


def layout(**values: Any) -> Layout:
    values = {"columns": COLUMNS, "active_words": ["Active", "in  good standing"]} | values
    return Layout.of(RosterSource(**values))


def read(*cells: str, header: list[str] = HEADER, **values: Any) -> Listed:
    how = layout(**values)
    return mapping.read(Row(2, 2, list(cells)), mapping.located(header, how.columns), how, TODAY)


def test_a_row_says_number_name_state_and_end() -> None:
    assert read("mt.00-12 34", " Ruiz,  Ana ", "ACTIVE", "12/31/2026") == Listed(
        "MT001234", "Ruiz, Ana", "ACTIVE", True, date(2026, 12, 31)
    )


def test_first_middle_and_last_name_are_put_together() -> None:
    header = ["No", "Last", "First", "MI"]
    columns = {"number": "No", "last": "Last", "first": "First", "middle": "MI"}

    found = read("1", "Ruiz", "Ana", "", header=header, columns=columns)

    assert (found.name, found.is_active, found.status) == ("Ana Ruiz", True, "")


@pytest.mark.parametrize(
    ("status", "until", "is_active"),
    [
        ("active", "", True),
        ("In Good Standing", "11/22/2026", True),
        ("Active", "11/21/2026", False),
        ("Suspended", "12/31/2099", False),
        ("", "", False),
    ],
)
def test_active_is_who_the_list_calls_so_until_the_last_day(
    status: str, until: str, is_active: bool
) -> None:
    assert read("1", "Ana Ruiz", status, until).is_active is is_active


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("=1+1", "Ana", "Active", ""), "“License number” begins like a formula."),
        (("-1", "Ana", "Active", ""), "“License number” begins like a formula."),
        (("1", "=HYPERLINK(1)", "Active", ""), "“Whole name” begins like a formula."),
        (("1", "＋Ana", "Active", ""), "“Whole name” begins like a formula."),
        (("1", "\t=Ana", "Active", ""), "“Whole name” begins like a formula."),
        ((" ", "Ana", "Active", ""), "There is no license number."),
        ((". -", "Ana", "Active", ""), "There is no license number."),
        (("1", "", "Active", ""), "There is no name."),
        (("1", "A\0na", "Active", ""), "There are control characters in it."),
        (("1", "A\ud800na", "Active", ""), "There are control characters in it."),
        (("1", f"A{NO_LETTER}na", "Active", ""), "Some letters are not in the encoding"),
        (("1" * 41, "Ana", "Active", ""), "“License number” is longer than 40 characters."),
        (("ß" * 21, "Ana", "Active", ""), "“License number” is longer than 40 characters."),
        (("1", "A" * 161, "Active", ""), "“Whole name” is longer than 160 characters."),
        (("1", "Ana", "x" * 61, ""), "“State of the license” is longer than 60 characters."),
        (("1", "Ana", "Active", "2026-12-31"), "The date is not written like 12/31/2026."),
        (("1", "Ana", "Active", "13/13/2026"), "The date is not written like 12/31/2026."),
    ],
)
def test_a_bad_row_is_told_without_what_it_says(cells: tuple[str, ...], said: str) -> None:
    with pytest.raises(BadRow) as bad:
        read(*cells)

    assert str(bad.value).startswith(said)
    assert cells[1].strip() == "" or cells[1] not in str(bad.value)


def test_a_formula_as_a_state_is_only_a_text() -> None:
    found = read("1", "Ana Ruiz", "=Active", "")

    assert (found.status, found.is_active) == ("=Active", False)


def test_what_could_not_be_read_by_line_is_told_as_it_was() -> None:
    with pytest.raises(BadRow, match="not closed"):
        mapping.read(Row(2, 2, problem="It is not closed."), {}, layout(), TODAY)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(WrongFile) as wrong:
        mapping.located(["Lic No", "Name", "Status"], COLUMNS)

    assert str(wrong.value) == (
        "Missing columns: “license”, “Expires”. The first line has other names, or is no header."
    )


def test_what_stands_in_a_first_line_is_not_repeated() -> None:
    """Without a header it is somebody's license."""
    with pytest.raises(WrongFile) as refusal:
        mapping.located(["MT.0012345", "Maria Gonzalez\0"], {"number": "License", "name": "Name"})

    assert "Missing columns: “License”, “Name”." in str(refusal.value)
    assert "Gonzalez" not in str(refusal.value)


def test_a_header_with_control_characters_is_refused() -> None:
    with pytest.raises(WrongFile, match="control characters in the first line"):
        mapping.located([*HEADER, "x\0y"], COLUMNS)


def test_a_column_that_is_there_twice_is_refused() -> None:
    with pytest.raises(WrongFile, match="more than once: “NAME”"):
        mapping.located([*HEADER, "name"], COLUMNS)


def test_number_and_name_have_to_be_told() -> None:
    with pytest.raises(WrongFile, match=r"license number.*whole name"):
        mapping.located(HEADER, {"first": "Name"})


def test_another_way_to_read_a_list_has_another_digest() -> None:
    assert layout().digest == layout().digest
    assert layout().digest != layout(active_words=["ok"]).digest
    assert layout().digest != layout(columns={"number": "Status"}).digest
