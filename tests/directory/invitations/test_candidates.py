"""A row of a file is a draft of a profile, or says what is wrong with it."""

from __future__ import annotations

import pytest

from directory.editing.changes import describe
from directory.editing.content import read as read_tables
from directory.editing.drafts import complete
from directory.invitations import candidates
from directory.invitations.candidates import Candidate, Fact, known
from tests.factories.directory import TherapistFactory

WHOLE = {
    "email": " Ana@Example.com ",
    "name": "Ana Silva",
    "practice_name": "Quiet Room",
    "street": "1 Main Street",
    "city": "Denver",
    "state": "CO",
    "zip": "80202-1234",
    "website": "https://ana.example.com",
    "practicing_since": "2010",
    "license_number": "MT.0012345",
    "license_issuer": "Colorado Office of Massage Therapy Licensure",
}


def read(**values: str) -> Candidate:
    found = candidates.read(WHOLE | values)
    assert isinstance(found, Candidate), found
    return found


def problems(**values: str) -> list[str]:
    found = candidates.read(WHOLE | values)
    assert isinstance(found, list), found
    return found


def test_all_that_a_row_says_is_in_the_draft() -> None:
    found = read()

    assert (found.email, found.name) == ("ana@example.com", "Ana Silva")
    assert known(found.content) == [
        Fact("about", "Name", "Ana Silva"),
        Fact("about", "Website", "https://ana.example.com"),
        Fact("experience", "Practicing since", "2010"),
        Fact("place", "Place", "Quiet Room, 1 Main Street, Denver, CO, 80202"),
        Fact(
            "credentials",
            "License",
            "MT.0012345, Colorado Office of Massage Therapy Licensure, CO",
        ),
    ]


def test_an_address_and_a_name_are_enough() -> None:
    found = candidates.read({"email": "ana@example.com", "name": "Ana"})

    assert isinstance(found, Candidate)
    assert found.content == {"about": {"name": "Ana"}}


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_the_editor_understands_the_draft() -> None:
    tables = read_tables(TherapistFactory())

    pages = describe(complete(read().content, tables))

    words = " ".join(line.text for page in pages for line in page.lines)
    assert "MT.0012345" in words
    assert "Quiet Room" in words


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("email", ""),
        ("email", "no address"),
        ("email", "a" * 250 + "@example.com"),
        ("email", "ana\x00@example.com"),
        ("name", ""),
        ("name", "A" * 121),
        ("name", "Ana\x00Silva"),
        ("state", "Colorful Colorado"),
        ("zip", "8020"),
        ("website", "javascript:alert(1)"),
        ("practicing_since", "1066"),
        ("license_number", "1" * 41),
    ],
)
def test_what_is_wrong_is_said_with_the_name_of_the_column(column: str, value: str) -> None:
    assert all(said.startswith(f"{column}: ") for said in problems(**{column: value}))


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("email", "", "Write an address"),
        ("email", "ana at example", "such as dana@example.com"),
        ("email", '"a,b"@example.com', "without commas"),
        ("name", " ", "Write a name"),
        ("name", "Jos\ufffd", "CSV UTF-8"),
        ("state", "Colorado", "two letters of a state, such as CO"),
        ("zip", "2139", "five digits, such as 02139"),
        ("website", "my page", "such as https://example.com/"),
        ("practicing_since", "12", "in four digits"),
    ],
)
def test_what_is_wrong_comes_with_how_it_must_look(column: str, value: str, said: str) -> None:
    (problem,) = problems(**{column: value})

    assert problem.startswith(f"{column}: ")
    assert said in problem


def test_small_letters_name_a_state_as_well() -> None:
    assert read(state=" co ") == read()


def test_nothing_that_a_file_says_makes_a_profile_public_or_checked() -> None:
    found = read(status="published", verification="register-checked", consented_at="2026-01-01")

    assert found == read()
