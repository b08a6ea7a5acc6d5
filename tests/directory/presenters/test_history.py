"""The entries of a history, as the page gets them."""

from __future__ import annotations

import pytest

from directory.choices import EventKind, LiveFact, RevisionStatus
from directory.editing.vocabulary import Vocabulary
from directory.models import Therapist
from directory.presenters.history import (
    FACTS,
    FactEntry,
    History,
    TextEntry,
    event_line,
    fact_changes,
)
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import EventFactory, LiveChangeFactory, RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def history(therapist: Therapist) -> History:
    return History(Therapist.objects.with_answers().get(pk=therapist.pk), "1")


def test_a_first_text_is_told_as_a_whole_and_the_next_by_its_changes() -> None:
    therapist = TherapistFactory(name="Ana Ruiz")
    RevisionFactory(therapist=therapist, status=RevisionStatus.APPROVED)
    RevisionFactory(therapist=therapist, based_on=1, changes={"about": {"gender": "woman"}})

    second, first = history(therapist).entries

    assert isinstance(first, TextEntry) and isinstance(second, TextEntry)
    assert [line.text for line in first.pages[0].lines] == ["Ana Ruiz"]
    assert first.changes == second.pages == []
    assert [(one.label, one.after) for one in second.changes] == [("Gender", "Woman")]
    assert (first.tone, second.tone) == ("good", "")


def test_a_text_whose_words_were_cleared_tells_nothing() -> None:
    therapist = TherapistFactory()
    RevisionFactory(therapist=therapist, content={})

    (entry,) = history(therapist).entries

    assert isinstance(entry, TextEntry)
    assert entry.pages == entry.changes == []


def test_only_lines_that_read_differently_are_told() -> None:
    values = {"accepting": "yes", "waiting_weeks": None, "paused_until": None}
    made = LiveChangeFactory(
        fact=LiveFact.AVAILABILITY,
        before=values,
        after=values | {"paused_until": "2030-05-01"},
    )

    (line,) = fact_changes(made, Vocabulary())

    assert (line.label, line.before) == ("Pause", "")
    assert line.after == "Takes no new clients before May 1, 2030"


def test_an_undoing_and_what_it_undid_know_of_each_other() -> None:
    therapist = TherapistFactory()
    made = LiveChangeFactory(therapist=therapist)
    LiveChangeFactory(therapist=therapist, undoes=made)

    entries = history(therapist).entries

    assert all(isinstance(entry, FactEntry) for entry in entries)
    assert {(one.is_undoing, one.was_undone) for one in entries if isinstance(one, FactEntry)} == {
        (True, False),
        (False, True),
    }


def test_nothing_is_undoable_where_nothing_was_changed() -> None:
    assert history(TherapistFactory()).undoable is None


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("live-changed", ["availability"], "New clients, pause or waiting time changed"),
        ("live-changed", ["hours"], "Hours changed"),
        ("live-changed", ["rates"], "Prices or ways to pay changed"),
        ("live-changed", ["phone"], "Phone changed"),
        ("live-changed", ["photo"], "Photo removed"),
        ("live-undone", ["hours"], "Change of hours taken back"),
        ("live-changed", [], "Small fact changed"),
        ("live-undone", ["photo"], "Change of a small fact taken back"),
        ("submitted", ["hours"], "Sent"),
        ("withdrawn", [], "Taken back or thrown away"),
    ],
)
def test_a_line_of_the_record_names_the_fact(kind: str, fields: list[str], said: str) -> None:
    event = EventFactory.build(kind=kind, fields=fields)

    assert (event_line(event).text, event_line(event).happened_at) == (said, event.happened_at)


def test_every_small_fact_has_words_for_its_change_and_for_taking_it_back() -> None:
    for kind in (EventKind.LIVE_CHANGED, EventKind.LIVE_UNDONE):
        assert set(LiveFact) <= set(FACTS[kind])
