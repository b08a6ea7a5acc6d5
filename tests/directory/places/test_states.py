"""States are known by code, by name and, where asked for, by older short forms."""

import pytest

from directory.places.states import STATES, state_of


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["co"], "CO"),
        (["colorado"], "CO"),
        (["new", "mexico"], "NM"),
        (["n", "carolina"], "NC"),
        (["d", "c"], "DC"),
        (["district", "of", "columbia"], "DC"),
        (["mt"], "MT"),
        (["ne"], "NE"),
        (["narnia"], ""),
        ([], ""),
    ],
)
def test_state_is_read_from_words(words: list[str], code: str) -> None:
    assert state_of(words) == code


def test_short_forms_count_only_where_allowed() -> None:
    assert state_of(["calif"]) == ""
    assert state_of(["calif"], allow_short_forms=True) == "CA"


def test_every_name_leads_back_to_its_code() -> None:
    assert {state_of(name.lower().split()) for name in STATES.values()} == set(STATES)
