"""A dry run says what an import does, and does nothing."""

from __future__ import annotations

import io

import pytest

from directory.models import RosterEntry, RosterImport, RosterProposal
from directory.rosters import trial, turns
from tests.directory.rosters.lists import (
    begun,
    checked,
    imported,
    line,
    listed,
    problems,
    source,
    stated,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def tried(content: bytes, of: object = None) -> RosterImport:
    found = begun(content, of, is_trial=True)  # type: ignore[arg-type]
    trial.run(found, io.BytesIO(content), turns.take(found))
    return found


def test_it_says_the_same_as_the_import_that_follows() -> None:
    of = source()
    for number in range(1, 6):
        stated(f"MT{number}")
    imported(listed(*(line(f"MT{number}") for number in (1, 2, 5))), of)
    checked(stated("MT7"))
    second = listed(line("MT1"), line("MT2", status="Lapsed"), line("MT3", "Bo Lee"), "broken")
    entries, made = list(RosterEntry.objects.values()), RosterProposal.objects.count()

    found = tried(second, of)

    assert list(RosterEntry.objects.values()) == entries
    assert RosterProposal.objects.count() == made
    real = imported(second, of)
    for name in ("rows_kept", "rows_changed", "rows_gone", "rows_bad", "outcome", "lines_done"):
        assert getattr(found, name) == getattr(real, name), name
    assert problems(found) == problems(real)


def test_a_repeated_row_is_counted_once() -> None:
    stated("MT1")

    found = tried(listed(line("MT1"), line("MT1")))

    assert found.outcome == {"confirms": 1}


def test_nothing_is_left_of_one_that_lost_its_turn() -> None:
    content = listed(line("MT1"))
    found = begun(content, is_trial=True)
    turns.take(found)

    with pytest.raises(turns.LostTurn):
        trial.run(found, io.BytesIO(content), "somebody else")

    assert not found.problems.exists()
