"""Each mail goes out on its day, once, and to nobody who need not have it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html
from post_office.models import Email
from pytest_django import DjangoDbBlocker, Settings

from directory import reminders, upkeep
from directory.choices import EventKind, ProfileStatus
from directory.models import (
    Credential,
    LiveChange,
    ProfileEvent,
    Reminder,
    SearchDoc,
    Therapist,
    UpkeepLink,
)
from directory.search import rebuild
from sciatica_site import mail
from tests.directory.at_once import at_once, shared_database
from tests.factories.directory import CredentialFactory, TherapistFactory

NOTHING = "0 pauses ended, 0 asked to confirm, 0 told about dates"
ZONES = ("UTC", "America/New_York")
# An ordinary day, both changes of the clocks in New York, and February 29.
DAYS = (date(2026, 7, 1), date(2026, 3, 8), date(2026, 11, 1), date(2028, 2, 29))


@pytest.fixture(autouse=True)
def _queue(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "sciatica_site.mail_backend.QueueBackend"


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, settings: Settings) -> str:
    settings.TIME_ZONE = request.param
    return str(request.param)


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def run(now: datetime) -> str:
    with time_machine.travel(now, tick=False):
        return reminders.send_due(now)


def around(day: date) -> list[str]:
    """What the job says a second before the day begins, as it begins, and a second after."""
    return [run(midnight(day) + timedelta(seconds=number)) for number in (-1, 0, 1)]


def kinds() -> list[str]:
    return list(Reminder.objects.order_by("pk").values_list("kind", flat=True))


def asked(number: int) -> str:
    return f"0 pauses ended, {number} asked to confirm, 0 told about dates"


def told(number: int) -> str:
    return f"0 pauses ended, 0 asked to confirm, {number} told about dates"


def published(**values: Any) -> Therapist:
    values.setdefault("accepting", "yes")
    made: Therapist = TherapistFactory(published=True, **values)
    return made


# Is it still right?


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


# Once and only once


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


# A date runs out


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary", "zone")
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(("number", "kind"), [(60, "state-license"), (30, "insurance"), (7, "cmt")])
def test_a_mail_about_a_date_goes_out_as_its_day_begins(day: date, number: int, kind: str) -> None:
    therapist = published(confirmed_on=day - timedelta(days=5))
    if not _is_kind(kind):
        kind = "state-license"
    credential = CredentialFactory(
        therapist=therapist, kind=kind, expires_on=day + timedelta(days=number)
    )

    said = around(day)

    assert said == [told(0), told(1), told(0)]
    row = Reminder.objects.get()
    assert (row.kind, row.about, row.due_on) == (f"expiry-{number}", str(credential.pk), day)


def _is_kind(slug: str) -> bool:
    from directory.models import CredentialKind

    return CredentialKind.objects.filter(slug=slug).exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_a_credential_has_three_mails_and_none_after_its_last_day() -> None:
    today = date(2026, 6, 15)
    therapist = published(confirmed_on=today)
    CredentialFactory(therapist=therapist, expires_on=today + timedelta(days=70))
    CredentialFactory(therapist=therapist, expires_on=None)
    sent = {}
    for number in range(80):
        day = today + timedelta(days=number)
        Therapist.objects.update(confirmed_on=day)
        sent[70 - number] = run(midnight(day))

    assert {left: said for left, said in sent.items() if said != NOTHING} == {
        60: told(1),
        30: told(1),
        7: told(1),
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("left", "kind"),
    [
        (61, None), (60, "expiry-60"), (53, "expiry-60"), (52, None), (31, None),
        (30, "expiry-30"), (23, "expiry-30"), (22, None), (8, None), (7, "expiry-7"),
        (1, "expiry-7"), (0, "expiry-7"), (-1, None),
    ],
)  # fmt: skip
def test_a_credential_that_is_entered_late_gets_the_next_mail_only(
    left: int, kind: str | None
) -> None:
    today = date(2026, 6, 15)

    due = reminders.expiry_due(today + timedelta(days=left), today)

    assert (due.kind if due else None) == kind


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_each_credential_has_a_mail_of_its_own_that_names_its_kind() -> None:
    today = date(2026, 6, 15)
    therapist = published(confirmed_on=today)
    for kind in ("state-license", "insurance"):
        CredentialFactory(therapist=therapist, kind=kind, expires_on=today + timedelta(days=7))

    assert run(midnight(today)) == told(1)

    names = {one.kind.name for one in Credential.objects.select_related("kind")}
    subjects = {row.subject for row in Email.objects.all()}
    assert subjects == {f"{name}: valid through June 22, 2026" for name in names}
    for row in Email.objects.all():
        assert "7 more days" in row.message
        assert "http://testserver/dashboard/profile/credentials/" in row.message
        assert "http://testserver/dashboard/profile/credentials/" in row.html_message


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize(
    ("values", "is_told"),
    [
        ({"paused_until": date(2026, 9, 1)}, True),
        ({"status": ProfileStatus.SUSPENDED}, False),
        ({"owner__is_active": False}, False),
        ({"confirmed_on": date(2025, 6, 15)}, False),
    ],
)
def test_dates_matter_to_whoever_is_shown(values: dict[str, Any], is_told: bool) -> None:
    today = date(2026, 6, 15)
    therapist = published(**({"confirmed_on": today} | values))
    CredentialFactory(therapist=therapist, expires_on=today + timedelta(days=30))

    assert run(midnight(today)) == told(int(is_told))


# A pause is over


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary", "zone")
@pytest.mark.parametrize("day", DAYS)
def test_a_pause_ends_as_its_day_begins(day: date) -> None:
    with time_machine.travel(midnight(day) - timedelta(days=3), tick=False):
        therapist = published(confirmed_on=day - timedelta(days=10), paused_until=day)

    said = around(day)

    done = "1 pauses ended, 0 asked to confirm, 0 told about dates"
    assert said == [NOTHING, done, NOTHING]
    assert Therapist.objects.get().paused_until is None
    assert Therapist.objects.get().confirmed_on == therapist.confirmed_on
    assert kinds() == ["resumed"]
    event = ProfileEvent.objects.get()
    assert (event.kind, event.actor) == (EventKind.RESUMED, None)
    assert not LiveChange.objects.exists()
    with time_machine.travel(midnight(day), tick=False):
        assert list(rebuild.differences()) == []
        assert SearchDoc.objects.get().lapses_at > timezone.now()
    row = Email.objects.get()
    assert row.subject == "Your pause is over"
    assert "Accepting new clients" in row.message
    assert "/confirm/" in row.html_message


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [(75, ["resumed"]), (80, ["resumed", "confirm-76"]), (120, ["resumed", "confirm-90"])],
)
def test_the_mail_at_the_end_of_a_pause_stands_for_the_question_of_that_day(
    days_ago: int, expected: list[str]
) -> None:
    today = date(2026, 6, 15)
    published(confirmed_on=today - timedelta(days=days_ago), paused_until=today)

    run(midnight(today))

    assert Email.objects.count() == 1
    assert kinds() == expected


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_who_was_hidden_meanwhile_is_told_so() -> None:
    today = date(2026, 6, 15)
    published(confirmed_on=today - timedelta(days=190), paused_until=today)

    run(midnight(today))

    assert "has not been shown since June 6, 2026" in Email.objects.get().message
    assert "has not been shown since June 6, 2026" in Email.objects.get().html_message
    assert not SearchDoc.objects.exists()
    assert kinds() == ["resumed"]


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_a_pause_ends_even_if_nobody_can_be_told() -> None:
    today = date(2026, 6, 15)
    draft = TherapistFactory(paused_until=today)
    suspended = published(
        name="S", status=ProfileStatus.SUSPENDED, confirmed_on=today, paused_until=today
    )
    broken = published(name="B", confirmed_on=today, paused_until=today)
    type(broken.owner).objects.filter(pk=broken.owner.pk).update(email="not an address")

    assert run(midnight(today)).startswith("3 pauses ended")

    assert not Therapist.objects.filter(paused_until__isnull=False).exists()
    assert not Email.objects.exists()
    assert not Reminder.objects.exists()
    numbers = ProfileEvent.objects.values_list("therapist_number", flat=True)
    assert set(numbers) == {draft.pk, suspended.pk, broken.pk}
