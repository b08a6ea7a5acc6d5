"""A few plain signs make a message wait for a moderator; everything else goes through."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from inquiries import spam
from inquiries.choices import Suspicion
from tests.inquiries.asking import old_stamp


def judged(*, trap: str = "", stamp: str | None = None, text: str = "Hello") -> Suspicion:
    return spam.of_form(trap=trap, stamp=old_stamp() if stamp is None else stamp, text=text)


def test_a_message_as_people_write_it_is_not_suspicious() -> None:
    assert judged(text="See https://example.com/ and www.example.org") == Suspicion.NONE


def test_who_fills_in_what_nobody_sees_is_a_program() -> None:
    assert judged(trap="https://spam.example") == Suspicion.TRAP


@pytest.mark.parametrize(
    ("seconds", "suspicion"),
    [(0, Suspicion.TOO_FAST), (2, Suspicion.TOO_FAST), (4, Suspicion.NONE), (60, Suspicion.NONE)],
)
def test_nobody_types_a_message_in_three_seconds(seconds: int, suspicion: Suspicion) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        stamp = spam.stamp()
    with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
        assert judged(stamp=stamp) == suspicion


def test_a_form_that_was_open_for_days_is_not_suspicious() -> None:
    assert judged(stamp=old_stamp(timedelta(days=2, minutes=1))) == Suspicion.NONE
    assert judged(stamp=old_stamp(timedelta(days=60))) == Suspicion.NONE


@pytest.mark.parametrize(
    "stamp", ["", "shown", "shown:1abc:forged", ":::", "\x00", "\ud800", "é:é"]
)
def test_a_stamp_that_is_missing_or_forged_counts_as_too_fast(stamp: str) -> None:
    assert judged(stamp=stamp) == Suspicion.TOO_FAST


def test_a_stamp_is_signed_for_this_form_alone() -> None:
    from django.core import signing

    assert judged(stamp=signing.TimestampSigner().sign("shown")) == Suspicion.TOO_FAST


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("https://www.example.com/a?b=https", 1),
        ("http://a.example http://b.example WWW.c.example", 3),
        ("an awwward word", 0),
    ],
)
def test_links_are_counted_once_each(text: str, number: int) -> None:
    assert spam.count_links(text) == number


def test_three_links_are_many() -> None:
    assert judged(text="www.a.example www.b.example www.c.example") == Suspicion.LINKS


@pytest.mark.parametrize(
    ("is_blocked", "most_today", "suspicion"),
    [
        (False, 29, Suspicion.NONE),
        (False, 30, Suspicion.FLOOD),
        (True, 0, Suspicion.BLOCKED),
        (True, 99, Suspicion.BLOCKED),
    ],
)
def test_records_tell_of_blocks_and_floods(
    is_blocked: bool, most_today: int, suspicion: Suspicion
) -> None:
    assert spam.of_records(is_blocked=is_blocked, most_today=most_today) == suspicion
