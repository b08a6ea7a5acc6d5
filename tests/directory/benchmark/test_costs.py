"""What a call is said to cost, here and in the database server."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from django.db import connection

from directory.benchmark import costs
from directory.benchmark.costs import Meter

pytestmark = pytest.mark.django_db

is_sqlite = connection.vendor == "sqlite"


def work() -> None:
    """Some 20 ms of the processor in this process."""
    end = time.process_time() + 0.02
    while time.process_time() < end:
        pass


def ask_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def test_work_costs_processor_time() -> None:
    cost = Meter().cost_of(work)

    assert cost.cpu >= 20
    assert cost.time >= 20


def test_waiting_costs_time_only_where_a_server_might_be_at_work() -> None:
    cost = Meter().cost_of(lambda: time.sleep(0.05))

    assert cost.cpu < 50
    assert (cost.time >= 50) is not is_sqlite


def test_all_waiting_counts_where_the_server_cannot_be_looked_at(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(costs, "PROCESSES", tmp_path)
    meter = Meter()

    cost = meter.cost_of(lambda: time.sleep(0.05))

    assert (cost.cpu >= 50) is not is_sqlite
    assert ("all waiting" in meter.explanation) is not is_sqlite


def test_the_work_of_the_server_is_counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With a made-up kernel file, since not every system has one."""
    if is_sqlite:
        assert "in this process" in Meter().explanation
        return
    monkeypatch.setattr(costs, "PROCESSES", tmp_path)
    monkeypatch.setitem(connection.settings_dict, "HOST", "localhost")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        folder = tmp_path / str(cursor.fetchone()[0])
    folder.mkdir()
    (folder / "comm").write_text("postgres\n")
    (folder / "schedstat").write_text("1000000 5 7\n")
    meter = Meter()

    cost = meter.cost_of(lambda: (folder / "schedstat").write_text("31000000 5 7\n"))

    assert 30 <= cost.cpu < 60
    assert "as the kernel tells it" in meter.explanation


def test_a_server_elsewhere_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "HOST", "database.example.com")

    assert "as the kernel tells it" not in Meter().explanation
    Meter().cost_of(ask_the_database)
