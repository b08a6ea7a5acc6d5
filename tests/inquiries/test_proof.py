"""A browser proves a mailbox only with what we gave it, and for ninety days."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from inquiries import proof

DIGEST = "a" * 64


def given() -> str:
    response = HttpResponse()
    proof.remember(response, DIGEST)
    return response.cookies[proof.COOKIE].value


def proved(rf: RequestFactory, value: str) -> str:
    rf.cookies[proof.COOKIE] = value
    return proof.proved(rf.get("/"))


def test_what_was_given_proves_the_mailbox_for_ninety_days(rf: RequestFactory) -> None:
    value, now = given(), timezone.now()

    assert proved(rf, value) == DIGEST
    with time_machine.travel(now + timedelta(days=89), tick=False):
        assert proved(rf, value) == DIGEST
    with time_machine.travel(now + timedelta(days=91), tick=False):
        assert proved(rf, value) == ""


@pytest.mark.parametrize(
    "value",
    ["", DIGEST, "a:b:c", signing.TimestampSigner().sign(DIGEST), "\x00", "\ud800", "é" * 5000],
)
def test_what_we_did_not_sign_for_this_proves_nothing(rf: RequestFactory, value: str) -> None:
    request = rf.get("/")
    request.COOKIES[proof.COOKIE] = value

    assert proof.proved(request) == ""


def test_without_a_cookie_nothing_is_proved(rf: RequestFactory) -> None:
    assert proof.proved(rf.get("/")) == ""
