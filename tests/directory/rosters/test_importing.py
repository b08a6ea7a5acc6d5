"""A list becomes entries, batch by batch; nothing of it ever becomes a profile."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from directory.choices import ImportState
from directory.models import RosterEntry, RosterImport, Therapist
from directory.rosters import importing, turns
from sciatica_site.csv_reading import WrongFile
from sciatica_site.models import AuditEntry
from tests.directory.rosters.lists import (
    begun,
    imported,
    line,
    listed,
    problems,
    source,
    stated,
    waiting,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def entries() -> list[tuple[str, str, str, bool]]:
    rows = RosterEntry.objects.order_by("number")
    return list(rows.values_list("number", "name", "status", "is_active"))


def test_rows_become_entries_and_nobody_becomes_a_profile() -> None:
    found = imported(listed(line("mt-1"), line("MT.2", "Lee, Bo", "Expired")))

    assert entries() == [("MT1", "Ana Silva", "Active", True), ("MT2", "Lee, Bo", "Expired", False)]
    assert (found.state, found.rows_kept, found.rows_bad, found.lines_done) == ("done", 2, 0, 3)
    assert found.reader == "" and found.ended_at is not None
    assert not Therapist.objects.exists()


def test_the_import_is_in_the_audit_without_what_the_list_says() -> None:
    found = imported(listed(line("MT1", "Zebulon Quux")))

    entry = AuditEntry.objects.get(kind="list.imported")
    assert (entry.subject, entry.subject_number) == ("list", "co-massage")
    assert entry.part == f"import {found.pk}, 1 rows"
    assert "Quux" not in str(vars(entry))


def test_bad_rows_are_reported_and_the_others_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    rows = [line("MT1"), line("=1+1"), "MT3,short", line("MT4", "\0"), '"MT5', line("MT6")]

    found = imported(listed(*rows))

    assert [number for number, *_rest in entries()] == ["MT1", "MT6"]
    assert [number for number, _text in problems(found)] == [3, 4, 5, 6]
    assert (found.rows_kept, found.rows_bad) == (2, 4)


def test_of_very_many_problems_the_first_are_kept_and_all_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    monkeypatch.setattr(importing, "MOST_PROBLEMS", 3)

    found = imported(listed(line("MT1"), *["broken"] * 7))

    assert [number for number, _text in problems(found)] == [3, 4, 5]
    assert found.rows_bad == 7


def test_a_number_that_is_there_twice_is_a_problem_only_if_it_contradicts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    rows = [line("MT1"), line("MT-1"), line("MT1", "Bo Lee"), line("MT2"), line("mt1")]

    found = imported(listed(*rows))

    assert [(number, name) for number, name, *_rest in entries()] == [
        ("MT1", "Ana Silva"),
        ("MT2", "Ana Silva"),
    ]
    assert problems(found) == [(4, "This number is on an earlier line already, with other facts.")]
    assert (found.rows_kept, found.rows_bad) == (4, 1)


def test_the_next_list_changes_adds_and_forgets() -> None:
    of = source()
    imported(listed(*(line(f"MT{number}") for number in range(1, 5))), of)

    second = imported(
        listed(line("MT1"), line("MT2", status="Lapsed"), line("MT3", "Bo Lee"), line("MT9")), of
    )

    assert entries() == [
        ("MT1", "Ana Silva", "Active", True),
        ("MT2", "Ana Silva", "Lapsed", False),
        ("MT3", "Bo Lee", "Active", True),
        ("MT9", "Ana Silva", "Active", True),
    ]
    assert (second.rows_changed, second.rows_gone) == (2, 1)
    assert list(RosterEntry.objects.filter(changed_in=second).values_list("number")) == [("MT2",)]


def test_who_is_on_a_row_that_cannot_be_read_is_not_gone() -> None:
    of = source()
    imported(listed(line("MT1"), line("MT2")), of)

    second = imported(listed(line("MT1", until="soon"), line("MT2")), of)

    assert [number for number, *_rest in entries()] == ["MT1", "MT2"]
    assert (second.rows_gone, second.rows_bad) == (0, 1)


def test_half_a_file_makes_nobody_gone_but_two_of_them_do() -> None:
    of, there = source(), stated("MT4")
    imported(listed(*(line(f"MT{number}") for number in range(1, 6))), of)

    second = imported(listed(line("MT1"), line("MT2")), of)

    assert len(entries()) == 5
    assert "nothing was taken for gone" in second.failure
    assert "not-found" not in second.outcome
    third = imported(listed(line("MT1")), of)
    assert [number for number, *_rest in entries()] == ["MT1"]
    assert third.outcome == {"not-found": 1}
    assert [(one.credential, one.kind) for one in waiting()] == [(there, "not-found")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b'"open\n1,2,3,4\n', "first line cannot be read"),
        (b"Number,Name\n1,Ana\n", "Missing columns"),
        (listed(), "No row of it could be read"),
        (listed("broken"), "No row of it could be read"),
    ],
)
def test_a_file_without_any_list_changes_nothing(content: bytes, said: str) -> None:
    of = source()
    imported(listed(line("MT1")), of)
    found = begun(content, of)

    with pytest.raises(WrongFile, match=said):
        importing.run(found, io.BytesIO(content), turns.take(found))

    assert [number for number, *_rest in entries()] == ["MT1"]


def test_it_stops_after_a_batch_when_asked_to_and_goes_on_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    content = listed(*(line(f"MT{number}") for number in range(5)))
    found, told = begun(content), list[int]()
    token = turns.take(found)

    done = importing.run(
        found, io.BytesIO(content), token, told=told.append, may_go_on=lambda: len(told) < 2
    )
    turns.leave(found, token)

    assert (done, told, len(entries())) == (False, [3, 5], 4)
    again = begun(content, found.source)
    assert again == found
    assert importing.run(again, io.BytesIO(content), turns.take(again), told=told.append)
    assert (told, len(entries())) == ([3, 5, 6], 5)


def test_a_batch_that_fails_leaves_nothing_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    content = listed(*(line(f"MT{number}") for number in range(5)), "broken")
    found, save = begun(content), importing._Batch._save
    calls: list[int] = []

    def failing(batch: importing._Batch, write: list[RosterEntry], same: list[int]) -> None:
        save(batch, write, same)
        calls.append(1)
        if len(calls) == 2:
            raise OperationalError

    monkeypatch.setattr(importing._Batch, "_save", failing)
    token = turns.take(found)
    with pytest.raises(OperationalError):
        importing.run(found, io.BytesIO(content), token)
    turns.leave(found, token)
    assert (len(entries()), RosterImport.objects.get().lines_done) == (2, 3)

    again = begun(content, found.source)
    assert importing.run(again, io.BytesIO(content), turns.take(again))
    assert (len(entries()), again.rows_kept, again.rows_bad) == (5, 5, 1)


def test_a_reader_that_lost_its_turn_writes_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)
    content = listed(line("MT1"), line("MT2"))
    found = begun(content)
    token = turns.take(found)
    long_ago = timezone.now() - timedelta(hours=1)

    def somebody_else(_line: int) -> None:
        RosterImport.objects.filter(pk=found.pk).update(alive_at=long_ago)
        turns.take(RosterImport.objects.get(pk=found.pk))

    with pytest.raises(turns.LostTurn):
        importing.run(found, io.BytesIO(content), token, told=somebody_else)

    assert len(entries()) == 1
    assert RosterImport.objects.get().state == ImportState.RUNNING


def test_a_file_is_not_read_half_by_one_column_and_half_by_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)
    content = listed("MT1,Ana Silva,A", "MT2,Ben Okafor,B", header="License,Name,Letter")
    of = source(columns={"number": "License", "name": "Name"})
    found = begun(content, of)
    token = turns.take(found)
    importing.run(found, io.BytesIO(content), token, may_go_on=lambda: False)
    turns.leave(found, token)
    of.columns = {"number": "Letter", "name": "Name"}
    of.save()

    found = RosterImport.objects.get(pk=found.pk)
    with pytest.raises(WrongFile, match="was changed after this file was begun"):
        importing.run(found, io.BytesIO(content), turns.take(found))

    assert [one.number for one in RosterEntry.objects.all()] == ["MT1"]
