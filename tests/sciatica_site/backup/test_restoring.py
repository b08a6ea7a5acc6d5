"""What is refused before anything is written. Whole restores are in tests/scripts/test_drill.py."""

from __future__ import annotations

import dataclasses
import datetime
import io
import shutil
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from pytest_django import Settings

from sciatica_site.backup import erasing_again, folders, keys, making, manifest, restoring
from sciatica_site.backup.encryption import Key
from sciatica_site.backup.engines import engine_of
from sciatica_site.backup.manifest import Contents, FileSum
from sciatica_site.backup.mark_file import Line
from sciatica_site.management.commands import restore as command
from tests.factories.accounts import UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("programs_fit", "uploads"),
]


@pytest.fixture
def backup(root: Path) -> Path:
    return making.make(root, recipients=[], keep_days=35).folder


def contents(**changes: object) -> Contents:
    usual = Contents(connection.vendor, "3.40", "3.40", {}, FileSum(0, ""), [], keys.marks())
    return dataclasses.replace(usual, **changes)


def refuses(folder: Path, message: str) -> None:
    with pytest.raises(CommandError, match=f"NOT RESTORED.*{message}"):
        call_command("restore", str(folder))


def test_a_database_with_tables_is_left_alone(backup: Path) -> None:
    refuses(backup, "empty place only")


def test_a_folder_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    refuses(tmp_path, "There is no backup")
    refuses(tmp_path / "missing", "There is no backup")


@pytest.mark.parametrize("length", [0, 100])
def test_a_dump_that_was_cut_off_is_refused(backup: Path, length: int) -> None:
    dump = backup / engine_of(connection).dump_name
    dump.write_bytes(dump.read_bytes()[:length])

    refuses(backup, "damaged or cut off")


def fits(found: Contents) -> None:
    restoring._refuse_unless_fitting(engine_of(connection), found)


def test_a_backup_of_another_database_is_refused() -> None:
    with pytest.raises(restoring.BackupFailed, match="The backup is of oracle"):
        fits(contents(engine="oracle"))


def test_a_backup_of_a_newer_release_is_refused() -> None:
    with pytest.raises(restoring.BackupFailed, match=r"accounts\.9999_future"):
        fits(contents(migrations=["accounts.9999_future"]))


def test_files_that_are_there_already_are_left_alone(
    backup: Path, uploads: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads.save("photos/a.jpg", ContentFile(b"mine"))
    monkeypatch.setattr(restoring, "_refuse_unless_fitting", lambda *_: None)

    refuses(backup, "uploaded files already")


def test_without_the_key_of_then_nobody_who_was_erased_would_be_recognized(
    settings: Settings,
) -> None:
    then = contents()
    settings.SECRET_KEY, old = "another key", settings.SECRET_KEY

    with pytest.raises(restoring.BackupFailed, match="SECRET_KEY_FALLBACKS"):
        restoring._refuse_without_keys(then, [])
    settings.SECRET_KEY_FALLBACKS = [old]
    restoring._refuse_without_keys(then, [])
    with pytest.raises(restoring.BackupFailed, match="SECRET_KEY_FALLBACKS"):
        line = Line("account", "d", datetime.datetime.now(datetime.UTC), "00000000")
        restoring._refuse_without_keys(then, [line])


def test_an_encrypted_one_needs_its_key(root: Path, identity: tuple[str, Path]) -> None:
    folder = making.make(root, recipients=[identity[0]], keep_days=35).folder

    assert manifest.read(folder).is_encrypted
    refuses(folder, "--identity")


def test_without_the_marks_of_erasures_nothing_is_restored(
    backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "_refuse_unless_fitting", lambda *_: None)
    (backup.parent / "erasures.jsonl").unlink()

    refuses(backup, "no erasures.jsonl")


def test_a_locked_dump_is_opened_in_a_private_place_with_space_and_goes(
    root: Path, identity: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = making.make(root, recipients=[identity[0]], keep_days=35).folder
    key, work = Key(identity[1]), tmp_path / "work"
    contents_ = restoring._contents(folder, manifest.read(folder), key)
    name = manifest.read(folder).name_of(engine_of(connection).dump_name)

    with folders.private_files(), restoring._dump(folder, name, contents_, key, work) as dump:
        assert dump.is_relative_to(work)
        assert dump.stat().st_size == contents_.dump.size
        assert dump.parent.stat().st_mode & 0o077 == 0
        assert dump.stat().st_mode & 0o077 == 0
    assert not dump.exists()

    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 0))
    with (
        pytest.raises(restoring.BackupFailed, match="Not enough space"),
        restoring._dump(folder, name, contents_, key, work),
    ):
        raise AssertionError
    assert not list(work.glob(".unfinished*"))


def test_nobody_is_signed_in_after_a_restore(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)
    UserSession.objects.create(
        user=user, ip="192.0.2.1", user_agent="", session_key=client.session.session_key
    )

    restoring.sign_everybody_out()

    assert not Session.objects.exists()
    assert not UserSession.objects.exists()
    assert client.get("/dashboard/account/").status_code == 302


def test_the_command_says_of_when_rights_and_passwords_are(
    backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = erasing_again.Done({"accounts": 0}, ("account 7",), 2)
    made_at = datetime.datetime(2026, 5, 4, 3, 10, tzinfo=datetime.UTC)
    monkeypatch.setattr(
        command, "restore", lambda *_, **__: restoring.Restored(made_at, 3, 2, 1, [], done, 0)
    )
    output = io.StringIO()

    with pytest.raises(CommandError, match=r"NOT TAKEN OFF AGAIN: account 7.*LACKS 2 marks"):
        call_command("restore", str(backup), stdout=output)

    assert "Rights and passwords are those of 2026-05-04 03:10 UTC" in output.getvalue()
