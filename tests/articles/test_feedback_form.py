"""The form refuses what must not be kept, and says so beside the field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.feedback_form import FeedbackForm


def form(missing: str = "", **answers: str) -> FeedbackForm:
    return FeedbackForm({"helpful": "yes", "missing": missing, **answers})


@pytest.mark.parametrize(
    "text", ["", "More pictures.", "C3 is wrong; see page 1,234 of 911.", "x" * 1000]
)
def test_plain_words_are_fine(text: str) -> None:
    assert form(text).is_valid()
    assert form(text).errors == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Write to ana.ruiz@example.com", "email"),
        ("ana (at) example (dot) com", "email"),
        ("[me](mailto:ana@example.com)", "email"),
        ("see https://example.com/?to=ana@example.com", "email"),
        ("Call (303) 555-0142 please", "phone"),
        ("+44 20 7946 0958", "phone"),
        ("three oh three five five five oh one four two", "phone"),
    ],
)
def test_addresses_and_numbers_are_refused(text: str, code: str) -> None:
    wrong = form(text)

    assert not wrong.is_valid()
    assert wrong.has_error("missing", code)


def test_an_answer_is_needed_and_must_be_one_of_three() -> None:
    assert FeedbackForm({"missing": "x"}).has_error("helpful", "required")
    assert form(helpful="maybe").has_error("helpful", "invalid_choice")


def test_the_end_of_a_line_counts_as_one_character() -> None:
    assert form("x\r\n" * 499 + "x").is_valid()
    assert form("x" * 1001).has_error("missing", "max_length")


def test_a_program_that_fills_in_everything_is_known() -> None:
    assert form(homepage="https://spam.example").is_from_a_program
    assert not form().is_from_a_program


@given(st.text(), st.text(), st.text())
def test_no_input_breaks_it(helpful: str, missing: str, homepage: str) -> None:
    FeedbackForm({"helpful": helpful, "missing": missing, "homepage": homepage}).is_valid()
