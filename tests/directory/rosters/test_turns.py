"""One file of a list at a time, by one process."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from directory.actions.refusals import Refused
from directory.choices import ImportState
from directory.models import RosterEntry, RosterImport
from directory.rosters import turns
from sciatica_site.models import AuditEntry
from tests.directory.rosters.lists import begun, imported, line, listed, source
from tests.factories.accounts import ModeratorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

ONE, OTHER = listed(line("MT1")), listed(line("MT2"))


def test_the_same_file_a_second_time_is_nothing_to_do() -> None:
    found = imported(ONE)

    with pytest.raises(turns.AlreadyRead, match="nothing to do"):
        begun(ONE, found.source)

    assert RosterImport.objects.count() == 1


def test_an_older_file_is_read_again_once_another_one_has_changed_what_it_said() -> None:
    older, newer = listed(line("MT1")), listed(line("MT1", status="Revoked"))
    first = imported(older)
    imported(newer, first.source)

    again = imported(older, first.source)

    assert again != first
    assert RosterEntry.objects.get().status == "Active"
    with pytest.raises(turns.AlreadyRead):
        begun(older, first.source)


def test_a_file_that_was_read_in_part_begins_anew_once_another_one_was_read() -> None:
    """What was read of it before says now what the other file says."""
    content = listed(line("MT1"), line("MT2"))
    of = source()
    given_up = begun(content, of)
    turns.step(given_up, turns.take(given_up), lines_done=2)
    turns.fail(given_up, "Given up.")
    imported(OTHER, of)

    again = imported(content, of)

    assert again != given_up
    assert sorted(RosterEntry.objects.values_list("number", flat=True)) == ["MT1", "MT2"]
    assert again.rows_kept == 2


def test_a_file_is_read_again_when_another_one_was_read_in_part_since() -> None:
    of = source()
    first = imported(ONE, of)
    turns.fail(begun(OTHER, of), "Given up.")

    assert imported(ONE, of) != first


def test_the_same_file_read_in_another_way_is_a_new_one() -> None:
    found = imported(ONE)
    found.source.active_words = ["ok"]
    found.source.save()

    assert begun(ONE, found.source) != found


def test_another_file_has_to_wait_until_the_first_one_is_finished() -> None:
    found = begun(ONE)

    with pytest.raises(Refused, match=r"“list\.csv”, was read up to line 0 and is not finished"):
        begun(OTHER, found.source)

    by = ModeratorFactory()
    turns.give_up(found, by=by)
    entry = AuditEntry.objects.get(subject="list")
    assert (entry.kind, entry.actor_number, entry.part) == (
        "list.given-up",
        by.pk,
        f"import {found.pk}",
    )
    assert entry.subject_number == found.source.register.slug
    assert begun(OTHER, found.source).state == ImportState.WAITING


def test_a_dry_run_stands_in_nobodys_way_and_is_begun_anew_each_time() -> None:
    of = source()
    first = begun(ONE, of, is_trial=True)
    second = begun(ONE, of, is_trial=True)

    assert first.pk != second.pk
    assert RosterImport.objects.get() == second
    assert begun(ONE, of).is_trial is False


def test_a_dry_run_that_is_under_way_is_not_begun_twice() -> None:
    found = begun(ONE, is_trial=True)
    turns.take(found)

    with pytest.raises(turns.Busy):
        begun(ONE, found.source, is_trial=True)


def test_a_failed_import_goes_on_with_the_same_file() -> None:
    found = begun(ONE)
    turns.fail(found, "x" * 1_000)

    again = begun(ONE, found.source)

    assert (again, again.state, again.failure, again.ended_at) == (found, "waiting", "", None)


def test_only_one_process_reads_until_the_other_has_been_silent_for_long() -> None:
    found = begun(ONE)
    first = turns.take(found)

    with pytest.raises(turns.Busy):
        turns.take(found)

    RosterImport.objects.update(alive_at=timezone.now() - turns.LEASE - timedelta(seconds=1))
    second = turns.take(found)
    assert first != second
    with pytest.raises(turns.LostTurn):
        turns.step(found, first)
    turns.step(found, second)


def test_leaving_gives_the_turn_to_whoever_comes_next() -> None:
    found = begun(ONE)
    turns.leave(found, turns.take(found))

    assert turns.take(found)


def test_what_has_ended_is_not_given_up() -> None:
    with pytest.raises(Refused, match="ended already"):
        turns.give_up(imported(ONE), by=ModeratorFactory())
    assert not AuditEntry.objects.filter(kind="list.given-up").exists()


@pytest.mark.parametrize("name", ["a\0b\n.csv", "\ud800.csv", "x" * 500, ""])
def test_a_file_may_be_called_anything(name: str) -> None:
    found = begun(ONE, file_name=name)

    found.refresh_from_db()
    assert 1 <= len(found.file_name) <= 160
    assert found.file_name.isprintable()
