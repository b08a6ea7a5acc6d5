"""Answers for load balancers."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from post_office.models import STATUS, Email

from sciatica_site.hooks import Registry
from sciatica_site.views import health


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Registry[Callable[[], str]]:
    registry: Registry[Callable[[], str]] = Registry()
    monkeypatch.setattr(health, "readiness_checks", registry)
    return registry


def test_the_process_is_up_whatever_the_database_does(client: Client) -> None:
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "up"}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_it_is_ready_when_nothing_is_missing(
    client: Client, checks: Registry[Callable[[], str]]
) -> None:
    checks.register("vocabulary", lambda: "")

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "status": "ready",
        "problems": {},
        "mail": {"waiting": 0, "oldest_seconds": 0, "failed": 0},
    }


@pytest.mark.django_db
def test_queue_that_stands_still_is_told_but_pages_are_served(
    client: Client, checks: Registry[Callable[[], str]]
) -> None:
    for status in (STATUS.queued, STATUS.failed):
        Email.objects.create(from_email="a@example.com", to="canary@example.com", status=status)
    Email.objects.update(created=timezone.now() - datetime.timedelta(days=2))

    response = client.get("/readyz")

    assert response.status_code == 200
    mail = response.json()["mail"]
    assert (mail["waiting"], mail["failed"]) == (1, 1)
    assert mail["oldest_seconds"] >= 2 * 24 * 3600
    assert "canary" not in response.text


@pytest.mark.django_db
def test_queue_that_cannot_be_counted_does_not_take_the_site_away(
    client: Client, checks: Registry[Callable[[], str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(now: datetime.datetime) -> dict[str, int]:
        raise OperationalError("no such table")

    monkeypatch.setattr(health.worker, "state", broken)

    assert client.get("/readyz").json() == {"status": "ready", "problems": {}}


@pytest.mark.django_db
def test_it_is_not_ready_while_an_app_misses_something(
    client: Client, checks: Registry[Callable[[], str]]
) -> None:
    checks.register("vocabulary", lambda: "not loaded")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["problems"] == {"vocabulary": "not loaded"}


def test_it_is_not_ready_without_a_database(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable() -> str:
        raise OperationalError("could not connect to db.example as guide")

    monkeypatch.setattr(health, "unapplied_migrations", unreachable)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["problems"] == {"database": "cannot be reached"}


def test_it_is_not_ready_before_its_migrations(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "unapplied_migrations", lambda: "2 not applied")

    assert client.get("/readyz").json()["problems"] == {"migrations": "2 not applied"}
