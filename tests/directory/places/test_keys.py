"""All the ways to write a name lead to one key."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.places.keys import key_of


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        (["St. Louis", "st louis", "Saint Louis", "SAINT-LOUIS"], "saintlouis"),
        (["Ft. Worth", "Fort Worth", "ft worth"], "fortworth"),
        (["Mt Vernon", "Mount Vernon"], "mountvernon"),
        (["O'Fallon", "O’Fallon", "O Fallon", "ofallon"], "ofallon"),
        (["Coeur d'Alene", "Coeur D Alene"], "coeurdalene"),
        (["N. Hollywood", "North Hollywood"], "northhollywood"),
        (["Cañon City", "Canon City"], "canoncity"),
        (["Winston-Salem", "Winston Salem"], "winstonsalem"),
        (["Colorado Spgs", "Colorado Springs"], "coloradosprings"),
        (["L.A.", "LA"], "la"),
    ],
)
def test_spellings_of_a_name_share_a_key(spellings: list[str], key: str) -> None:
    assert {key_of(spelling) for spelling in spellings} == {key}


@given(st.text())
def test_key_has_only_plain_letters_and_digits(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]*", key_of(text))
