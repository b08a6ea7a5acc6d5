"""Limits count messages that were taken, by network and by account, and remember no address."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from inquiries import limits
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_limits(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {
        "inquiry": "2/m/key",
        "inquiry_day": "3/d/key",
        "inquiry_account": "1/d/user",
        "inquiry_report": "1/h/key",
    }


def asked(rf: RequestFactory, address: str = "192.0.2.1", user: object = None) -> HttpRequest:
    request = rf.post("/", REMOTE_ADDR=address)
    request.user = user or AnonymousUser()  # type: ignore[assignment]
    return request


def reached(request: HttpRequest) -> limits.Limit | None:
    """What stands in the way of one more message; none is counted."""
    allowance = limits.Allowance(request)
    try:
        allowance.take()
    except limits.Reached as error:
        return error.limit
    allowance.give_back()
    return None


def take(request: HttpRequest) -> None:
    limits.Allowance(request).take()


def test_what_is_given_back_was_never_counted(rf: RequestFactory) -> None:
    assert [reached(asked(rf)) for _ in range(9)] == [None] * 9


def test_it_is_given_back_once(rf: RequestFactory) -> None:
    take(asked(rf))
    allowance = limits.Allowance(asked(rf))
    allowance.take()
    for _ in range(3):
        allowance.give_back()
    take(asked(rf))

    assert reached(asked(rf)) is limits.IN_A_MINUTE


def test_a_limit_that_is_reached_uses_up_none_of_the_others(
    rf: RequestFactory, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"inquiry_day": "1/d/key"}
    take(asked(rf))
    for _ in range(9):
        assert reached(asked(rf)) is limits.IN_A_DAY

    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"inquiry_day": "9/d/key"}
    assert reached(asked(rf)) is None


def test_a_network_may_send_a_few_in_a_minute(rf: RequestFactory) -> None:
    for _ in range(2):
        take(asked(rf))

    assert reached(asked(rf)) is limits.IN_A_MINUTE
    assert reached(asked(rf, "192.0.2.2")) is None
    assert limits.IN_A_MINUTE.retry_seconds == 60


def test_a_network_may_send_some_in_a_day(rf: RequestFactory, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"inquiry": "99/m/key"}
    for _ in range(3):
        take(asked(rf))

    assert reached(asked(rf)) is limits.IN_A_DAY


def test_an_account_has_a_limit_wherever_it_writes_from(rf: RequestFactory) -> None:
    user = UserFactory()
    take(asked(rf, user=user))

    assert reached(asked(rf, "192.0.2.9", user)) is limits.OF_ACCOUNT
    assert reached(asked(rf, "192.0.2.9")) is None


def test_reports_are_counted_apart(rf: RequestFactory) -> None:
    assert [limits.may_report(asked(rf)) for _ in range(2)] == [True, False]
    assert reached(asked(rf)) is None


def test_limits_remember_no_address(rf: RequestFactory) -> None:
    take(asked(rf))

    assert "192.0.2.1" not in repr(cache._cache)  # type: ignore[attr-defined]
    assert "inquiry" in repr(cache._cache)  # type: ignore[attr-defined]
