"""License numbers are looked at where their form is known, and only remarked upon."""

from __future__ import annotations

import pytest

from directory.demo.chance import seeded
from directory.demo.credentials import fill_number
from directory.demo.lists import states
from directory.forms.licenses import SHAPES, doubt, register_of
from directory.models import Register
from directory.places.states import STATES


@pytest.mark.parametrize(
    ("state", "number"),
    [
        ("FL", "MA12345"), ("FL", "ma 12345"), ("CO", "MT.0012345"), ("CO", "MT0012345"),
        ("IL", "227.012345"), ("IL", "227-012345"), ("PA", "MSG012345"), ("TX", "MT123456"),
        ("WA", "MA60123456"), ("WA", "MA 60123456"), ("OR", "12345"), ("NY", "012345-01"),
        ("", "anything goes 1/2"),
    ],
)  # fmt: skip
def test_a_usual_number_passes_without_a_remark(state: str, number: str) -> None:
    assert doubt("state-license", state, number) == ""


@pytest.mark.parametrize(
    ("state", "number", "example"),
    [
        ("FL", "MT12345", "Florida usually look like MA12345"),
        ("FL", "12345", "MA12345"),
        ("CO", "12345", "Colorado usually look like MT.0012345"),
        ("TX", "MT1234567", "Texas"),
        ("WA", "60123456", "Washington"),
        ("PA", "MSG-12-345", "Pennsylvania"),
        ("IL", "227012345678", "Illinois"),
    ],
)
def test_an_unusual_number_is_answered_with_the_usual_form(
    state: str, number: str, example: str
) -> None:
    assert example in doubt("state-license", state, number)


@pytest.mark.parametrize("number", ["#12345", "MT_123", "12345*", "№ 5", "-123", "\x00", "٣٤٥"])
def test_unusual_characters_are_remarked_upon_in_any_state(number: str) -> None:
    assert "letters, digits, dots" in doubt("state-license", "OR", number)


@pytest.mark.parametrize("kind", ["diploma", "insurance", ""])
def test_numbers_of_other_documents_are_their_own_affair(kind: str) -> None:
    assert doubt(kind, "FL", "#1") == ""


def test_a_missing_number_is_no_unusual_one() -> None:
    assert doubt("state-license", "FL", "") == ""


def test_every_shape_says_how_we_know_it_and_fits_its_own_example() -> None:
    for state, shape in SHAPES.items():
        assert state in STATES
        assert shape.source.endswith(".")
        assert shape.pattern.fullmatch(shape.example)


def test_numbers_of_made_up_people_look_usual() -> None:
    for state, facts in states().items():
        for seed in range(5):
            number = fill_number(seeded(seed), facts.number)

            assert doubt("state-license", state, number) == ""


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize(
    ("kind", "state", "slug"),
    [
        ("state-license", "CO", "co-massage"),
        ("state-certification", "CA", "ca-massage"),
        ("state-registration", "VT", "vt-massage"),
        ("state-license", "CA", ""),
        ("state-license", "WY", ""),
        ("state-license", "", ""),
        ("state-license", "Ontario", ""),
        ("board-certification", "", "ncbtmb"),
        ("board-certification", "CO", "ncbtmb"),
        ("diploma", "CO", ""),
        ("", "CO", ""),
    ],
)
def test_the_register_follows_from_kind_and_state(kind: str, state: str, slug: str) -> None:
    assert register_of(kind, state, Register.objects.all()) == slug
