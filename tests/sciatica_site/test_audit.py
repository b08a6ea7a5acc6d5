"""Lines are added to the audit, and nobody changes or removes one (check M6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from sciatica_site import audit, checks, hooks
from sciatica_site.models import AuditEntry, OnlyAddedTo

pytestmark = pytest.mark.django_db

CHANGE = "UPDATE sciatica_site_auditentry SET why = %s WHERE id = %s"
REMOVE = "DELETE FROM sciatica_site_auditentry"


def line(**values: Any) -> AuditEntry:
    known: dict[str, Any] = {"subject": "profile", "number": 1, "by": None}
    return audit.record("data.exported", **{**known, **values})


def run(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_a_line_holds_the_number_of_who_did_it() -> None:
    user = User.objects.create_user("ana@example.com")

    assert line(by=user).actor_number == user.pk
    assert line(by=None).actor_number is None


def test_a_kind_that_no_app_has_registered_is_refused() -> None:
    with pytest.raises(audit.UnknownKind):
        audit.record("profile.eaten", subject="profile", number=1, by=None)


def test_nobody_is_not_the_site_itself() -> None:
    with pytest.raises(audit.NobodySignedIn):
        line(by=AnonymousUser())


def test_what_is_too_long_is_cut_and_does_not_stop_the_step() -> None:
    entry = line(number="9" * 50, part="p" * 90, before="b" * 90, after="a" * 90, why="w" * 400)

    entry.refresh_from_db()
    assert [len(entry.subject_number), len(entry.part), len(entry.why)] == [40, 80, 300]
    assert entry.why.endswith("…")


def test_a_digest_says_only_whether_two_values_are_the_same() -> None:
    assert audit.digest("Ana") == audit.digest("Ana") != audit.digest("ana")
    assert "Ana" not in audit.digest("Ana")
    assert audit.digest("") == ""


def test_the_code_refuses_to_change_and_to_delete() -> None:
    entry = line()
    rows = AuditEntry.objects.all()

    for step in (
        lambda: rows.update(why="x"),
        lambda: rows.bulk_update([entry], ["why"]),
        rows.delete,
        entry.save,
        entry.delete,
    ):
        with pytest.raises(OnlyAddedTo):
            step()
    assert rows.count() == 1


def test_the_database_refuses_to_change_a_line_however_old() -> None:
    old = AuditEntry.objects.create(
        kind="data.exported",
        subject="export",
        happened_at=timezone.now() - timedelta(days=7 * 366),
    )

    for number in (line().pk, old.pk):
        with pytest.raises(IntegrityError):
            run(CHANGE, "changed", number)
    assert not AuditEntry.objects.exclude(why="").exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="Django empties SQLite row by row")
def test_the_database_refuses_to_delete_a_young_line() -> None:
    line()

    with pytest.raises(IntegrityError):
        run(REMOVE)
    assert AuditEntry.objects.count() == 1


def test_the_trigger_is_there() -> None:
    """A migration that makes the table anew on SQLite loses it: then it must be made again."""
    query = (
        "SELECT count(*) FROM pg_trigger WHERE tgname = %s AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, ["audit_is_only_added_to"])
        assert cursor.fetchone() == (1,)


def test_lines_go_after_their_years_and_not_before(settings: Settings) -> None:
    now = timezone.now()
    for days in (0, 365 * 6 - 2, 366 * 6 + 1):
        AuditEntry.objects.create(
            kind="data.exported", subject="export", happened_at=now - timedelta(days=days)
        )

    assert audit.forget_old(now) == "1 old lines of the audit removed"
    assert AuditEntry.objects.count() == 2
    settings.AUDIT_KEPT_YEARS = 7
    assert audit.forget_old(now + timedelta(days=366)) == "0 old lines of the audit removed"


def test_the_job_is_run_by_the_calendar(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("run_due")

    assert "old lines of the audit removed" in capsys.readouterr().out


@pytest.mark.parametrize(("years", "wrong"), [(6, 0), (10, 0), (5, 1), ("6", 1), (None, 1)])
def test_fewer_years_than_the_database_keeps_are_a_mistake(
    settings: Settings, years: Any, wrong: int
) -> None:
    settings.AUDIT_KEPT_YEARS = years

    assert len(checks.check_audit_is_kept(None)) == wrong


def test_every_kind_has_a_name_and_fits_its_column() -> None:
    for kind, label in hooks.audit_kinds:
        assert len(kind) <= 40
        assert str(label)
    for name, subject in hooks.audit_subjects:
        assert len(name) <= 40
        assert str(subject.label)


def test_a_line_goes_with_the_step_that_failed() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        line()
        raise RuntimeError

    assert not AuditEntry.objects.exists()
