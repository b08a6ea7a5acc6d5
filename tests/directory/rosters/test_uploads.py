"""An uploaded list waits in private storage until it is read, a while at a time."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User
from directory.actions.refusals import Refused
from directory.models import RosterEntry, RosterImport
from directory.rosters import importing, turns, uploads
from tests.directory.rosters.lists import line, listed, source, stated, waiting
from tests.factories.accounts import ModeratorFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("vocabulary")]

LIST = listed(*(line(f"MT{number}") for number in range(5)))


@pytest.fixture
def moderator() -> User:
    made: User = ModeratorFactory()
    return made


def kept(content: bytes, by: User, *, is_trial: bool = False) -> RosterImport:
    return uploads.keep(
        source(), io.BytesIO(content), file_name="my list.csv", is_trial=is_trial, by=by
    )


def read() -> str:
    return uploads.read_waiting(timezone.now())


def test_it_is_kept_under_a_name_that_says_nothing_and_goes_when_it_is_read(
    moderator: User,
) -> None:
    stated("MT1")
    found = kept(LIST, moderator)
    name = found.file.name or ""
    assert default_storage.exists(name)
    assert name.startswith("rosters/") and "list" not in name
    assert found.asked_by == moderator

    assert read() == f"import {found.pk}: done, 6 lines"

    found.refresh_from_db()
    assert (found.state, found.file.name, found.rows_kept) == ("done", "", 5)
    assert not default_storage.exists(name)
    assert len(waiting()) == 1
    assert read() == "none"


def test_a_dry_run_is_read_and_goes_as_well(moderator: User) -> None:
    found = kept(LIST, moderator, is_trial=True)

    read()

    found.refresh_from_db()
    assert (found.state, found.rows_kept, found.file.name) == ("done", 5, "")
    assert not RosterEntry.objects.exists()


def test_a_long_one_goes_on_with_the_next_run(
    moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    found = kept(LIST, moderator)
    monkeypatch.setattr(uploads, "MOST_SECONDS", 1)
    clock = iter([0.0, 0.0, 2.0])
    monkeypatch.setattr("directory.rosters.uploads.monotonic", lambda: next(clock, 0.0))

    assert read() == f"import {found.pk}: running, 3 lines"
    monkeypatch.setattr("directory.rosters.uploads.monotonic", lambda: 0.0)
    assert read() == f"import {found.pk}: done, 6 lines"


def test_a_wrong_file_is_told_at_once_and_not_kept(moderator: User) -> None:
    with pytest.raises(Refused, match="Missing columns: “License”"):
        kept(b"a,b,c,d\n1,2,3,4\n", moderator)

    assert not RosterImport.objects.exists()


def test_what_can_only_be_found_out_by_reading_is_on_the_import(moderator: User) -> None:
    found = kept(listed("broken"), moderator)

    read()

    found.refresh_from_db()
    assert (found.state, found.file.name) == ("failed", "")
    assert "No row of it could be read" in found.failure


def test_a_file_that_is_gone_is_told(moderator: User) -> None:
    found = kept(LIST, moderator)
    default_storage.delete(found.file.name or "")

    read()

    found.refresh_from_db()
    assert "Upload it again" in found.failure


def test_what_another_process_reads_is_left_alone(moderator: User) -> None:
    found = kept(LIST, moderator)
    turns.take(found)

    assert read() == f"import {found.pk}: another process reads it"


def test_the_same_file_uploaded_twice_is_one_import(moderator: User) -> None:
    first = kept(LIST, moderator)
    files = default_storage.listdir("rosters")[1]

    assert kept(LIST, moderator) == first
    assert default_storage.listdir("rosters")[1] == files


def test_no_row_no_file_when_it_cannot_be_stored(
    moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **values: object) -> str:
        raise OSError("No space left on device")

    monkeypatch.setattr(default_storage, "save", full)

    with pytest.raises(Refused, match="Try again in a few minutes"):
        kept(LIST, moderator)
    assert not RosterImport.objects.exists()


def test_files_that_a_crash_left_go_after_a_day(
    moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    default_storage.save("rosters/stray.csv", ContentFile(b"x"))
    read()
    assert default_storage.exists("rosters/stray.csv")

    later = timezone.now() + timedelta(days=2)
    assert "files without a row removed" in uploads.read_waiting(later)
    assert not default_storage.exists("rosters/stray.csv")
