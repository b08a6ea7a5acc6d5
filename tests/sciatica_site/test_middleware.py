"""A database that is away gives an honest page; private pages stay out of caches."""

from __future__ import annotations

import logging

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from sciatica_site.views import pages


def fail_with(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def render(request: HttpRequest, template: str, context: object = None) -> HttpResponse:
        raise error

    monkeypatch.setattr(pages, "render", render)


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_a_view_that_cannot_reach_the_database_answers_503(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    fail_with(monkeypatch, error)

    response = client.get("/about/")

    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert response["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in response
    assert "We will be back in a moment" in response.text


@pytest.mark.django_db
def test_a_session_that_cannot_be_read_answers_503(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(self: SessionStore) -> dict[str, object]:
        raise OperationalError("gone")

    monkeypatch.setattr(SessionStore, "load", load)
    client.cookies["sessionid"] = "a" * 32
    client.raise_request_exception = False

    response = client.get("/accounts/login/")

    assert response.status_code == 503
    assert "Retry-After" in response


def test_any_other_error_stays_an_error(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, ValueError("a mistake"))
    client.raise_request_exception = False

    assert client.get("/about/").status_code == 500


def test_a_developer_sees_the_error_itself(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.DEBUG = True
    fail_with(monkeypatch, OperationalError("no such table: articles_topic"))

    with pytest.raises(OperationalError):
        client.get("/about/")


@pytest.mark.django_db
def test_pages_for_a_signed_in_person_are_not_stored(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("ana@example.com"))

    directives = client.get("/accounts/email/")["Cache-Control"]

    assert "private" in directives
    assert "no-store" in directives


@pytest.mark.django_db
def test_a_reading_page_is_the_same_for_everyone(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(get_user_model().objects.create_user("ana@example.com"))

    with django_assert_num_queries(0):
        response = client.get("/about/")

    assert "no-store" not in response.get("Cache-Control", "")
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.django_db
def test_a_view_that_says_nothing_about_visitors_is_closed_to_them(client: Client) -> None:
    # The view of another package, which knows nothing of this site's rule.
    response = client.get("/accounts/sessions/")

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_the_outage_is_logged(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fail_with(monkeypatch, OperationalError("gone"))

    with caplog.at_level(logging.ERROR, logger="sciatica_site.middleware"):
        client.get("/about/")

    assert "The database is unavailable" in caplog.text
