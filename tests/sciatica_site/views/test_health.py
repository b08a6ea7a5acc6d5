"""Answers for load balancers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.test import Client

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
    assert response.json() == {"status": "ready", "problems": {}}


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
