"""Each mail goes out once, whatever happens to the job, and to nobody who need not have it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from post_office.models import Email
from pytest_django import DjangoDbBlocker, Settings

from directory import reminders
from directory.choices import EventKind
from directory.models import (
    ProfileEvent,
    Reminder,
    Therapist,
    UpkeepLink,
)
from sciatica_site import mail
from tests.directory.at_once import at_once, shared_database
from tests.factories.directory import CredentialFactory

from .running import NOTHING, asked, midnight, published, run


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_a_job_that_runs_twice_sends_nothing_twice() -> None:
    today = date(2026, 6, 15)
    for number in range(3):
        published(name=f"T {number}", confirmed_on=today - timedelta(days=76))

    assert run(midnight(today)) == asked(3)
    assert run(midnight(today)) == NOTHING
    assert Email.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_a_job_that_did_not_see_what_another_sent_sends_nothing_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    today = date(2026, 6, 15)
    therapist = published(confirmed_on=today - timedelta(days=76))
    CredentialFactory(therapist=therapist, expires_on=today + timedelta(days=7))
    both = "0 pauses ended, 1 asked to confirm, 1 told about dates"
    assert run(midnight(today)) == both
    monkeypatch.setattr(reminders, "_sent", lambda chunk, kinds: set())

    assert run(midnight(today)) == NOTHING
    assert Email.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize("step", ["before", "after"])
def test_a_job_killed_half_way_goes_on_where_it_stopped(
    monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    today = date(2026, 6, 15)
    for number in range(3):
        published(name=f"T {number}", confirmed_on=today - timedelta(days=76))
    queue, calls = mail.queue, []

    def dies_at_the_second(*args: Any, **kwargs: Any) -> None:
        calls.append(args)
        if len(calls) == 2 and step == "before":
            raise KeyboardInterrupt
        queue(*args, **kwargs)
        if len(calls) == 2 and step == "after":
            raise KeyboardInterrupt

    monkeypatch.setattr(mail, "queue", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        run(midnight(today))
    assert Email.objects.count() == Reminder.objects.count() == UpkeepLink.objects.count() == 1

    assert run(midnight(today)) == asked(2)

    assert Email.objects.count() == Reminder.objects.count() == UpkeepLink.objects.count() == 3
    assert len({str(row.to) for row in Email.objects.all()}) == 3


def test_two_jobs_at_once_send_each_mail_once(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker, settings: Settings
) -> None:
    with django_db_blocker.unblock(), shared_database(tmp_path):
        now, today = timezone.now(), timezone.localdate()
        for number in range(4):
            therapist = published(
                name=f"T {number}",
                confirmed_on=today - timedelta(days=76),
                paused_until=today if number else None,
            )
            CredentialFactory(therapist=therapist, expires_on=today + timedelta(days=7))

        job: list[Callable[[], str]] = [lambda: reminders.send_due(now)] * 3
        outcomes = at_once(*job)

        assert [sum(int(said.split()[at]) for said in outcomes) for at in (0, 3, 7)] == [3, 1, 4]
        assert Email.objects.count() == 8
        assert ProfileEvent.objects.filter(kind=EventKind.RESUMED).count() == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_who_confirms_while_the_job_runs_gets_no_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    today = date(2026, 6, 15)
    therapist = published(confirmed_on=today - timedelta(days=76))
    real = reminders._for_each

    def after_an_answer(numbers: Any, act: Any) -> int:
        found = list(numbers)
        Therapist.objects.filter(pk=therapist.pk).update(confirmed_on=today)
        return real(iter(found), act)

    monkeypatch.setattr(reminders, "_for_each", after_an_answer)

    assert run(midnight(today)) == NOTHING
    assert not Reminder.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_an_address_that_takes_no_mail_stops_nobody_else() -> None:
    today = date(2026, 6, 15)
    broken, fine = (
        published(name=name, confirmed_on=today - timedelta(days=76)) for name in ("A", "B")
    )
    type(broken.owner).objects.filter(pk=broken.owner.pk).update(email="not an address")

    assert run(midnight(today)) == asked(1)
    assert Email.objects.get().to == [fine.owner.email]
    assert Reminder.objects.get().therapist == fine
    assert UpkeepLink.objects.get().therapist == fine


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_the_number_of_queries_is_fixed_for_each_therapist(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reminders, "CHUNK", 3)
    today = date(2026, 6, 15)

    def queries(number: int) -> int:
        for at in range(number):
            published(
                name=f"T {today} {number} {at}", rates={60: 9500}, hours=[(0, 9, 17)],
                confirmed_on=today - timedelta(days=76),
            )  # fmt: skip
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert run(midnight(today)) == asked(number)
        return len(captured)

    first, second = queries(1), queries(2)
    each = second - first
    assert each <= 14
    assert queries(5) <= first + 4 * each + 4
