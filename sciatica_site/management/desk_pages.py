"""Asks for every list of the admin and its first page as a superuser, and says what each costs."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass

from django.conf import settings
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from accounts.models import User
from sciatica_site.hooks import admin_queues

ROUNDS = 3


@dataclass(frozen=True)
class PageCost:
    name: str
    milliseconds: float
    #: Of the processor, which a busy neighbor hardly changes; on SQLite with the database's.
    processor: float
    queries: int
    slowest_query: float


def costs() -> list[PageCost]:
    """Without what only development does; the first call of each page is not counted."""
    with override_settings(
        DEBUG=False,
        ADMIN_NEEDS_SECOND_FACTOR=False,
        ALLOWED_HOSTS=["testserver"],
        SECURE_SSL_REDIRECT=False,
    ):
        client = Client()
        root = User.objects.create_superuser("bench@example.com")
        client.force_login(root, settings.AUTHENTICATION_BACKENDS[0])
        return [_cost(client, name, path) for name, path in pages(root).items()]


def pages(user: User) -> dict[str, str]:
    """The first page, every list, and every list that a pile of work leads to."""
    lists = {
        model._meta.label: reverse(
            f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        )
        for model in admin.site._registry
    }
    piles = {f"pile: {name}": queue(user).url for name, queue in admin_queues}
    return {"first page": reverse("admin:index"), **lists, **piles}


def _cost(client: Client, name: str, path: str) -> PageCost:
    _get(client, path)
    times, work = [], []
    for _round in range(ROUNDS):
        began, worked = time.perf_counter(), time.process_time()
        _get(client, path)
        times.append((time.perf_counter() - began) * 1000)
        work.append((time.process_time() - worked) * 1000)
    with CaptureQueriesContext(connection) as captured:
        _get(client, path)
    slowest = max((float(query["time"]) for query in captured), default=0) * 1000
    return PageCost(name, min(times), statistics.median(work), len(captured), slowest)


def _get(client: Client, path: str) -> None:
    status = client.get(path).status_code
    if status != 200:
        raise RuntimeError(f"{path} answered {status}")
