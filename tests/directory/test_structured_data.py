"""JSON-LD: the same data, and nothing in it that HTML could read as markup."""

import json

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from directory.structured_data import json_ld

START = '<script type="application/ld+json">'
END = "</script>"


def data_of(element: str) -> object:
    assert element.startswith(START)
    assert element.endswith(END)
    return json.loads(element[len(START) : -len(END)])


@pytest.mark.parametrize(
    "name",
    [
        "</script><script>alert(1)</script>",
        "<!-- <script>",
        "]]>",
        "Ana & Ben",
        "Zoë O’Brien \u2028 \u2029",
        '"quoted" \\ back',
    ],
)
def test_a_name_cannot_end_the_script_element(name: str) -> None:
    element = json_ld({"name": name})

    assert data_of(element) == {"name": name}
    inside = element[len(START) : -len(END)]
    assert not set("<>&") & set(inside)


@given(st.dictionaries(st.text(), st.text()))
def test_whatever_is_written_is_read_back(data: dict[str, str]) -> None:
    assert data_of(json_ld(data)) == data


def test_translated_words_are_written_as_text() -> None:
    assert data_of(json_ld({"jobTitle": gettext_lazy("Massage therapist")})) == {
        "jobTitle": "Massage therapist"
    }
