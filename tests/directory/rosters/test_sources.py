"""How a list is read is saved once for each register."""

from __future__ import annotations

import io

import pytest

from directory.models import RosterSource
from directory.rosters import sources
from directory.rosters.sources import WrongSource
from sciatica_site.csv_reading import WrongFile
from tests.directory.rosters.lists import source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

COLUMNS = "number=License No,name=Name"


def test_what_was_stated_once_holds_for_the_next_time() -> None:
    stated = {"columns": f"{COLUMNS},status=St", "active": "A, In force", "delimiter": "tab"}
    sources.told("co-massage", stated | {"encoding": "cp1252", "dates": "%Y-%m-%d"})

    found = sources.told("co-massage", {})

    assert found.columns == {"number": "License No", "name": "Name", "status": "St"}
    assert (found.active_words, found.delimiter) == (["A", "In force"], "\t")
    assert (found.encoding, found.date_format) == ("cp1252", "%Y-%m-%d")


@pytest.mark.parametrize(
    ("slug", "stated", "said"),
    [
        ("nowhere", {"columns": COLUMNS}, "no register “nowhere”"),
        ("co-massage", {}, "license number"),
        ("co-massage", {"columns": "name=Name"}, "license number"),
        ("co-massage", {"columns": "number=No,first=First"}, "whole name"),
        ("co-massage", {"columns": "Name"}, "“Name” is no column"),
        ("co-massage", {"columns": "phone=Phone"}, "“phone=Phone” is no column"),
        ("co-massage", {"columns": f"{COLUMNS},status=St"}, "mean that a license is active"),
        ("co-massage", {"columns": COLUMNS, "delimiter": "x"}, "one of: , ; | tab"),
    ],
)
def test_what_is_missing_or_wrong_is_named(slug: str, stated: dict[str, str], said: str) -> None:
    with pytest.raises(WrongSource) as wrong:
        sources.told(slug, stated)

    assert said in str(wrong.value)
    assert not RosterSource.objects.exists()


def test_a_sample_gives_columns_to_choose_from() -> None:
    of = source()

    sources.sample(of, io.BytesIO(b"No;Full  Name;\n1;Ana;x\n"))

    of.refresh_from_db()
    assert (of.header, of.delimiter) == (["No", "Full Name"], ";")


@pytest.mark.parametrize("content", [b"", b'"open\n', b"a\x07,b\n", b"a,b\xff\n", b"PK\x03\x04"])
def test_a_sample_without_names_is_refused(content: bytes) -> None:
    with pytest.raises(WrongFile):
        sources.sample(source(), io.BytesIO(content))


@pytest.mark.parametrize(
    "line",
    ["MT123,Ana Ruiz,Active,01/31/2027", "40771,Ana Ruiz,Active", "MT1,Ana,+1 (303) 555-0100"],
)
def test_a_list_that_begins_with_somebody_keeps_nothing_of_them(line: str) -> None:
    of = source(header=["No"])

    with pytest.raises(WrongFile, match="seems to be a license"):
        sources.sample(of, io.BytesIO(f"{line}\n".encode()))

    of.refresh_from_db()
    assert of.header == ["No"]


@pytest.mark.parametrize("line", ["#,Name", "No,Address 1,Address 2", "Lic. Nr.,Name,"])
def test_signs_and_numbered_names_are_names_of_columns(line: str) -> None:
    of = source()

    sources.sample(of, io.BytesIO(f"{line}\n1,Ana,x\n".encode()))

    assert of.header == [name for name in line.split(",") if name]
