"""Texts are kept as they were meant, and what cannot be kept is refused."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from directory.forms.texts import LineField, PhoneField, WebField, WordsField


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "\udfff", "a\ufffdb"])
@pytest.mark.parametrize("field", [LineField(), WordsField(), WebField(), PhoneField()])
def test_a_damaged_text_is_refused(field: LineField, text: str) -> None:
    with pytest.raises(ValidationError, match="damaged"):
        field.clean(text)


def test_what_cannot_be_seen_is_taken_out() -> None:
    assert LineField().clean("\x01 Ana\x7f Rivera \x08") == "Ana Rivera"
    assert WordsField().clean("one\x0b\ttwo\x9f") == "one\ttwo"


def test_a_line_has_no_line_ends() -> None:
    assert LineField().clean("12 Main\r\n  Street\u2028rear") == "12 Main Street rear"


def test_line_ends_of_browsers_count_once() -> None:
    assert WordsField(max_length=5).clean("ab\r\ncd\r\n") == "ab\ncd"
    assert WordsField().clean("ab\rcd") == "ab\ncd"


def test_a_text_that_is_too_long_says_by_how_much() -> None:
    with pytest.raises(ValidationError, match="at most 5 characters"):
        LineField(max_length=5).clean("a" * 7)


def test_browsers_do_not_cut_what_is_pasted() -> None:
    assert "maxlength" not in str(LineField(max_length=5).widget.attrs)


def test_nothing_is_an_empty_text() -> None:
    for field in (LineField, WordsField, WebField, PhoneField):
        assert field(required=False).clean("  ") == ""
        assert field(required=False).clean(None) == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("example.com", "https://example.com"),
        (" https://example.com/a?b=c#d ", "https://example.com/a?b=c#d"),
        ("http://example.com/", "http://example.com/"),
        ("//example.com/x", "https://example.com/x"),
    ],
)
def test_a_web_address_may_be_typed_without_its_beginning(typed: str, kept: str) -> None:
    assert WebField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://example.com/%0aalert(1)",
        "data:text/html,x",
        "ftp://example.com/",
        "mailto:ana@example.com",
        "https://",
        "no address",
        "https://example.com/a b",
        "http://[",
        "https://good-bank.com@example.com/",
        "https://example.com/" + "a" * 200,
        "a" * 10_000,
    ],
)
def test_other_addresses_are_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        WebField().clean(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "3035550142",
        "(303) 555-0142",
        "303.555.0142",
        "303 555 0142",
        "1-303-555-0142",
        "+1 303 555 0142",
        "tel:+1-303-555-0142",
        "٣٠٣٥٥٥٠١٤٢",
    ],
)
def test_a_phone_number_may_be_written_in_any_way(typed: str) -> None:
    assert PhoneField().clean(typed) == "+13035550142"


def test_a_number_from_abroad_keeps_its_country() -> None:
    assert PhoneField().clean("+44 20 7946 0958") == "+442079460958"


@pytest.mark.parametrize(
    "typed", ["555-0142", "303-555-014", "call me", "+", "000-000-0000", "9" * 300, "911"]
)
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match=r"ten digits|characters"):
        PhoneField(max_length=40).clean(typed)


def test_an_extension_is_refused_because_it_would_be_lost() -> None:
    with pytest.raises(ValidationError, match="extension"):
        PhoneField().clean("303-555-0142 ext. 5")


def test_a_kept_number_is_shown_as_people_write_it() -> None:
    field = PhoneField()

    assert field.prepare_value("+13035550142") == "(303) 555-0142"
    assert field.prepare_value("+442079460958") == "+44 20 7946 0958"
    for typed in ("303 555", "+1", "", None):
        assert field.prepare_value(typed) == typed
