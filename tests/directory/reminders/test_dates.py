"""A credential runs out: a mail on its days, and none after its last one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from post_office.models import Email

from directory import reminders
from directory.choices import ProfileStatus
from directory.models import (
    Credential,
    Reminder,
    Therapist,
)
from tests.factories.directory import CredentialFactory

from .running import DAYS, NOTHING, around, midnight, published, run, told


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


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize(
    ("expires_in", "verification", "is_told"),
    [
        (None, "register-checked", True),
        (400, "register-checked", True),
        (-3, "register-checked", False),
        (400, "self-declared", False),
    ],
)
def test_what_a_check_has_found_to_end_is_told_as_well(
    expires_in: int | None, verification: str, is_told: bool
) -> None:
    today = date(2026, 6, 15)
    CredentialFactory(
        therapist=published(confirmed_on=today), checked=True, verification=verification,
        good_until=today + timedelta(days=30),
        expires_on=None if expires_in is None else today + timedelta(days=expires_in),
    )  # fmt: skip

    assert run(midnight(today)) == told(int(is_told))

    if is_told:
        mail = Email.objects.get()
        assert "When we last checked this, it was valid through July 15, 2026:" in mail.message
        assert "shows it as expired" not in mail.message + mail.html_message
