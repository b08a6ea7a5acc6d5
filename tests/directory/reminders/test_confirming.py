"""Is it still right? Three mails ask before a profile is no longer shown."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from lxml import html
from post_office.models import Email

from directory import reminders, upkeep
from directory.choices import ProfileStatus
from directory.models import (
    Reminder,
    UpkeepLink,
)
from tests.factories.directory import CredentialFactory

from .running import DAYS, NOTHING, around, asked, kinds, midnight, published, run


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary", "zone")
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    ("number", "before"), [(76, []), (83, ["confirm-76"]), (90, ["confirm-83"])]
)
def test_the_mail_goes_out_as_its_day_begins(day: date, number: int, before: list[str]) -> None:
    therapist = published(confirmed_on=day - timedelta(days=number))

    said = around(day)

    assert said == [asked(len(before)), asked(1), asked(0)]
    assert kinds() == [*before, f"confirm-{number}"]
    assert Reminder.objects.get(kind=f"confirm-{number}").due_on == day
    assert Email.objects.count() == UpkeepLink.objects.count() == len(before) + 1
    assert Email.objects.latest("pk").to == [therapist.owner.email]


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary", "zone")
@pytest.mark.parametrize(
    ("number", "seconds", "is_sent"),
    [(75, 0, False), (91, 0, True), (180, 0, True), (181, -1, True), (181, 0, False)],
)
def test_a_missed_mail_is_sent_as_long_as_the_profile_is_shown(
    number: int, seconds: int, is_sent: bool
) -> None:
    day = date(2028, 2, 29)
    published(confirmed_on=day - timedelta(days=number))

    said = run(midnight(day) + timedelta(seconds=seconds))

    assert said == asked(int(is_sent))
    assert kinds() == ["confirm-90"] * is_sent


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_the_cycle_has_three_mails_and_begins_anew_after_an_answer() -> None:
    first_day = date(2026, 1, 1)
    therapist = published(confirmed_on=first_day)
    sent = {}
    with time_machine.travel(midnight(first_day), tick=False) as clock:
        for number in range(200):
            clock.move_to(midnight(first_day + timedelta(days=number)) + timedelta(hours=5))
            sent[number] = reminders.send_due(timezone.now())
        assert [number for number, said in sent.items() if said != NOTHING] == [76, 83, 90]

        upkeep.confirm_own(therapist, by=therapist.owner)
        again = timezone.localdate()
        clock.move_to(midnight(again + timedelta(days=76)))
        assert reminders.send_due(timezone.now()) == asked(1)

    assert kinds() == ["confirm-76", "confirm-83", "confirm-90", "confirm-76"]


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize(
    "values",
    [
        {"status": ProfileStatus.DRAFT},
        {"status": ProfileStatus.PENDING},
        {"status": ProfileStatus.SUSPENDED},
        {"status": ProfileStatus.REMOVED},
        {"owner__is_active": False},
        {"paused_until": date(2026, 6, 16)},
    ],
)
def test_nobody_is_asked_who_is_not_public_or_away(values: dict[str, Any]) -> None:
    published(confirmed_on=date(2026, 6, 15) - timedelta(days=80), **values)

    assert run(midnight(date(2026, 6, 15))) == NOTHING
    assert not Email.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize(
    ("days_ago", "stale", "gone"),
    [
        (76, "From June 30, 2026, your profile says “not confirmed lately”.", "September 28"),
        (90, "From June 16, 2026, your profile says “not confirmed lately”.", "September 14"),
        (91, "Your profile says “not confirmed lately” since June 15, 2026.", "September 13"),
    ],
)
def test_the_mail_says_what_happens_without_an_answer(days_ago: int, stale: str, gone: str) -> None:
    today = date(2026, 6, 15)
    published(confirmed_on=today - timedelta(days=days_ago))

    run(midnight(today))

    row = Email.objects.get()
    for text in (row.message, html.document_fromstring(row.html_message).text_content()):
        assert stale in text
        assert f"From {gone}, 2026, it is no longer shown, until you confirm it." in text


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_text_and_html_hold_the_same_links_and_the_links_work(client: Client) -> None:
    now = midnight(date(2026, 6, 15))
    with time_machine.travel(now, tick=False):
        published(confirmed_days_ago=76)
        reminders.send_due(now)

        row = Email.objects.get()
        in_text = re.findall(r"^http\S+$", row.message, re.MULTILINE)
        document = html.document_fromstring(row.html_message)
        assert in_text == [str(link) for link in document.xpath("//a/@href")]
        confirm, pause, edit, home = in_text
        assert re.fullmatch(r"http://testserver/confirm/[\w-]{43}/", confirm)
        assert pause == f"{confirm}?choice=pause"
        assert (edit, home) == ("http://testserver/dashboard/", "http://testserver/")
        assert client.get(confirm).status_code == client.get(pause).status_code == 200
        assert client.get(pause).text.count("Pause your profile") > 0
    assert row.headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_a_name_is_never_markup_nor_a_program() -> None:
    name = "<b>Ana</b> {{ confirm_url }}{% include 'robots.txt' %}{% endif %}\u2028& Co"
    today = date(2026, 6, 15)
    therapist = published(
        name=name, slug="ana", confirmed_on=today - timedelta(days=76), paused_until=today
    )
    CredentialFactory(therapist=therapist, expires_on=today + timedelta(days=30))

    run(midnight(today))

    assert Email.objects.count() == 2
    for row in Email.objects.all():
        assert "<b>Ana</b> {{ confirm_url }}{% include" in row.message
        document = html.document_fromstring(row.html_message)
        assert not document.xpath("//b")
        assert "<b>Ana</b> {{ confirm_url }}{% include" in document.text_content()


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_mails_hold_nothing_personal_but_the_name() -> None:
    today = date(2026, 6, 15)
    therapist = published(
        name="Ana Reyes", slug="a-r", phone="+13035550142", intro="Back pain, sciatica",
        confirmed_on=today - timedelta(days=76),
    )  # fmt: skip
    CredentialFactory(
        therapist=therapist, number="MT.777", issuer="The Issuer",
        expires_on=today + timedelta(days=30),
    )  # fmt: skip
    run(midnight(today))

    rows = Email.objects.all()
    said = " ".join(f"{row.subject} {row.message} {row.html_message}" for row in rows).lower()
    said = said.replace("sciatica &amp; massage guide", "").replace("sciatica & massage guide", "")
    assert "ana reyes" in said
    for private in ("555", "777", "issuer", "denver", "80202", "sciatica", "pain", "a-r"):
        assert private not in said, private
