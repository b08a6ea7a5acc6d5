"""One command does all that is due."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sciatica_site.hooks import Registry
from sciatica_site.management.commands import run_due

Jobs = Registry[Callable[[datetime.datetime], str]]


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> Jobs:
    registry: Jobs = Registry()
    monkeypatch.setattr(run_due, "due_jobs", registry)
    return registry


def test_every_job_says_what_it_did(jobs: Jobs) -> None:
    jobs.register("expiries", lambda now: "3 expired")
    jobs.register("reminders", lambda now: "none due")
    output = StringIO()

    call_command("run_due", stdout=output)

    assert output.getvalue().splitlines() == ["expiries: 3 expired", "reminders: none due"]


def test_a_job_that_fails_does_not_stop_the_others(jobs: Jobs) -> None:
    def broken(now: datetime.datetime) -> str:
        raise ValueError("a mistake")

    jobs.register("broken", broken)
    jobs.register("reminders", lambda now: "2 sent")
    output = StringIO()

    with pytest.raises(CommandError, match="Failed: broken"):
        call_command("run_due", stdout=output)

    assert "reminders: 2 sent" in output.getvalue()


@pytest.mark.django_db
def test_the_registered_jobs_run_twice_without_harm() -> None:
    call_command("run_due", stdout=StringIO())
    call_command("run_due", stdout=StringIO())
