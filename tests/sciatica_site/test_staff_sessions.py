"""How long staff stay signed in; everybody else as long as they like."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from lxml.html import fromstring
from pytest_django import Settings

from accounts.models import User
from tests.factories.accounts import PASSWORD, ModeratorFactory, UserFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 8, 1, 30, tzinfo=UTC)
PAGE = "/accounts/email/"


@pytest.fixture(autouse=True)
def _one_factor(settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


def signed_in(person: User) -> Client:
    client = Client()
    client.post(
        "/accounts/login/", {"login": person.email, "password": PASSWORD, "next": "/about/"}
    )
    return client


def is_in(client: Client, path: str = PAGE) -> bool:
    return client.get(path).status_code == 200


@pytest.mark.parametrize(("seconds", "stays"), [(1799, True), (1800, False), (1801, False)])
def test_staff_are_signed_out_half_an_hour_after_the_last_request(
    seconds: int, stays: bool
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = signed_in(ModeratorFactory())
        clock.move_to(START + timedelta(minutes=10))
        assert is_in(client, "/admin/")

        clock.move_to(START + timedelta(minutes=10, seconds=seconds))
        assert is_in(client, "/admin/") is stays


@pytest.mark.parametrize(("seconds", "stays"), [(-1, True), (0, False), (1, False)])
def test_staff_are_signed_out_twelve_hours_after_signing_in(seconds: int, stays: bool) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = signed_in(ModeratorFactory())
        for quarter in range(1, 48):
            clock.move_to(START + timedelta(minutes=15 * quarter))
            assert is_in(client)

        clock.move_to(START + timedelta(hours=12, seconds=seconds))
        assert is_in(client) is stays


def test_a_session_that_nobody_used_since_signing_in_ends_as_well() -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = signed_in(ModeratorFactory())
        clock.move_to(START + timedelta(minutes=31))

        assert not is_in(client)


def test_a_session_from_before_somebody_became_staff_counts_from_signing_in() -> None:
    with time_machine.travel(START, tick=False) as clock:
        person = UserFactory()
        client = signed_in(person)
        clock.move_to(START + timedelta(hours=13))
        assert is_in(client)

        User.objects.filter(pk=person.pk).update(is_staff=True)
        assert not is_in(client)


def test_the_session_is_gone_on_the_server_and_the_page_says_why() -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = signed_in(ModeratorFactory())
        key = client.session.session_key
        clock.move_to(START + timedelta(hours=1))

        response = client.get("/admin/?e=1", follow=True)

    assert response.redirect_chain[0][0] == "/accounts/login/?next=/admin/%3Fe%3D1"
    assert "You were signed out" in response.text
    assert not Session.objects.filter(session_key=key).exists()


def test_what_staff_typed_comes_back_to_be_sent_again() -> None:
    person = ModeratorFactory()
    with time_machine.travel(START, tick=False) as clock:
        client = signed_in(person)
        clock.move_to(START + timedelta(hours=1))
        late = client.post(
            PAGE, {"email": "typed@example.com"}, headers={"origin": "http://testserver"}
        )

    page = fromstring(late.text)
    assert late.status_code == 403
    assert "You were signed out. Nothing is lost." in late.text
    assert page.xpath("//input[@name='email']/@value") == ["typed@example.com"]
    assert page.xpath("//main//form/@action") == [PAGE]
    assert "_auth_user_id" not in client.session


def test_therapists_stay_signed_in() -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = signed_in(UserFactory())
        clock.move_to(START + timedelta(days=13))

        assert is_in(client)


@pytest.mark.parametrize("path", ["/", "/about/", "/therapists/", "/articles/"])
def test_reading_pages_do_not_look_at_the_session_even_of_staff(path: str) -> None:
    visitor = Client().get(path)
    client = signed_in(ModeratorFactory())

    response = client.get(path)

    assert "Cookie" not in response.get("Vary", "")
    assert response.text == visitor.text
    assert "sessionid" not in response.cookies


def test_being_in_use_is_written_down_once_a_minute() -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = signed_in(ModeratorFactory())
        client.get(PAGE)  # shows that signing in worked, and forgets it
        before = Session.objects.get().session_data
        clock.move_to(START + timedelta(seconds=59))
        client.get(PAGE)
        assert Session.objects.get().session_data == before

        clock.move_to(START + timedelta(seconds=60))
        client.get(PAGE)
        assert Session.objects.get().session_data != before
