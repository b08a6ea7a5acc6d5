"""A link opens one message for seven days, and what we did not sign opens nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import signing

from inquiries import links
from inquiries.actions import writing
from inquiries.choices import InquiryState
from inquiries.models import Inquiry
from tests.factories.inquiries import InquiryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

START = datetime(2026, 5, 4, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def inquiry() -> Inquiry:
    made: Inquiry = InquiryFactory()
    return made


def opened_after(inquiry: Inquiry, passed: timedelta) -> links.Opened | None:
    with time_machine.travel(START, tick=False):
        token = links.token(inquiry)
    with time_machine.travel(START + passed, tick=False):
        return links.find(token)


@pytest.mark.parametrize(
    ("passed", "is_expired"),
    [
        (timedelta(0), False),
        (links.LASTS - SECOND, False),
        (links.LASTS, False),
        (links.LASTS + SECOND, True),
        (timedelta(days=400), True),
    ],
)
def test_a_link_is_good_for_seven_days_to_the_second(
    inquiry: Inquiry, passed: timedelta, is_expired: bool
) -> None:
    assert opened_after(inquiry, passed) == links.Opened(inquiry, is_expired)


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "x",
        ":",
        "::",
        "a" * 121,
        "\x00",
        "１２３",
        "../../admin",
        "'; DROP TABLE inquiries_inquiry; --",
    ],
)
def test_what_we_did_not_sign_opens_nothing(forged: str) -> None:
    assert links.find(forged) is None


def test_a_signed_link_that_was_changed_opens_nothing(inquiry: Inquiry) -> None:
    other = InquiryFactory()
    number, stamp, signature = links.token(inquiry).rsplit(":", 2)
    later = signing.b62_encode(signing.b62_decode(stamp) + 1)

    for forged in (
        f"{other.number}:{stamp}:{signature}",
        f"{number}:{later}:{signature}",
        f"{number}:{stamp}:{signature[:-1]}",
        f"{number}:{stamp}",
        number,
    ):
        assert links.find(forged) is None


@pytest.mark.parametrize("salt", ["", "inquiries", "directory.upkeep", "inquiries.thread "])
def test_what_was_signed_for_something_else_opens_nothing(inquiry: Inquiry, salt: str) -> None:
    signer = signing.TimestampSigner(salt=salt) if salt else signing.TimestampSigner()

    assert links.find(signer.sign(inquiry.number)) is None


def test_another_key_of_the_site_opens_nothing(inquiry: Inquiry) -> None:
    signer = signing.TimestampSigner(key="somebody else's", salt=links.SALT)

    assert links.find(signer.sign(inquiry.number)) is None


def test_a_signed_number_of_nobody_opens_nothing() -> None:
    assert links.find(signing.TimestampSigner(salt=links.SALT).sign("nobody")) is None


@pytest.mark.parametrize("state", InquiryState.values)
def test_only_what_is_held_or_sent_opens(state: str) -> None:
    inquiry = InquiryFactory(state=state)

    is_open = links.find(links.token(inquiry)) is not None

    assert is_open == (state in (InquiryState.HELD, InquiryState.SENT))


@pytest.mark.parametrize("passed", [timedelta(0), timedelta(days=8)])
def test_a_link_ends_with_the_text(inquiry: Inquiry, passed: timedelta) -> None:
    writing.delete(inquiry)

    assert opened_after(inquiry, passed) is None
