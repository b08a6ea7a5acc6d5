"""What was typed and not saved is kept for its therapist, and for nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.http import QueryDict
from django.utils import timezone

from directory import unsaved
from directory.forms.pages import BY_KEY
from directory.models import UnsavedText
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import UnsavedTextFactory

PAGE = BY_KEY["experience"]
NAME = "experience-experience_note"
TEXT = {NAME: ["Typed."]}

pytestmark = pytest.mark.django_db


def test_only_the_fields_of_the_page_are_taken() -> None:
    data = QueryDict("experience-x=1&approach-x=2&password=secret&parts=experience&seen=ab&x=y")

    assert unsaved.typed(PAGE, data) == {
        "experience-x": ["1"],
        "parts": ["experience"],
        "seen": ["ab"],
    }


def test_what_a_database_refuses_is_left_out() -> None:
    data = QueryDict(mutable=True)
    data.setlist("experience-x", ["a\0b", "\ud800"])

    assert unsaved.typed(PAGE, data) == {"experience-x": ["ab", "?"]}


def test_the_text_comes_back_as_a_form_takes_it() -> None:
    data = unsaved.as_data({"experience-x": ["1", "2"], "seen": []})

    assert data.getlist("experience-x") == ["1", "2"]
    assert data.getlist("seen") == []


def test_a_page_has_one_unsaved_text_and_the_last_one_counts() -> None:
    therapist = TherapistFactory()

    assert unsaved.keep(therapist, PAGE.key, {NAME: ["One."]}, was_sent=True)
    assert unsaved.keep(therapist, PAGE.key, {NAME: ["Two."]}, was_sent=False)

    kept = unsaved.load(therapist)
    assert list(kept) == [PAGE.key]
    assert kept[PAGE.key].data == {NAME: ["Two."]}
    assert not kept[PAGE.key].was_sent


def test_more_than_anybody_types_is_not_kept() -> None:
    therapist = TherapistFactory()

    assert not unsaved.keep(therapist, PAGE.key, {NAME: ["x" * unsaved.MOST]}, was_sent=False)
    assert unsaved.load(therapist) == {}


def test_discarding_takes_one_page_of_one_therapist() -> None:
    therapist = TherapistFactory()
    for page in ("experience", "approach"):
        UnsavedTextFactory(therapist=therapist, page=page)
    other = UnsavedTextFactory(page="experience")

    unsaved.discard(therapist, "experience", {})

    assert list(unsaved.load(therapist)) == ["approach"]
    assert list(unsaved.load(other.therapist)) == ["experience"]


@pytest.mark.parametrize(("seconds", "is_kept"), [(-1, False), (0, True), (1, True)])
def test_text_is_forgotten_after_half_a_year_to_the_second(seconds: int, is_kept: bool) -> None:
    now = timezone.now()
    UnsavedTextFactory(typed_at=now - unsaved.LASTS + timedelta(seconds=seconds))

    said = unsaved.forget_old(now)

    assert UnsavedText.objects.exists() is is_kept
    assert said == f"{0 if is_kept else 1} unsaved texts forgotten"
    assert unsaved.forget_old(now) == "0 unsaved texts forgotten"


def test_what_was_typed_while_signed_out_waits_in_the_session() -> None:
    therapist, session = TherapistFactory(), SessionStore()

    assert unsaved.park(session, unsaved.ticket(therapist, PAGE.key), PAGE.key, TEXT)
    assert UnsavedText.objects.count() == 0

    assert unsaved.unpark(session, therapist) == [PAGE.key]
    assert unsaved.load(therapist)[PAGE.key].data == TEXT
    assert unsaved.unpark(session, therapist) == []


def test_several_pages_wait_together() -> None:
    therapist, session = TherapistFactory(), SessionStore()
    for page in ("experience", "approach"):
        unsaved.park(session, unsaved.ticket(therapist, page), page, {f"{page}-x": ["1"]})

    assert unsaved.unpark(session, therapist) == ["experience", "approach"]


def test_somebody_else_who_signs_in_never_gets_it() -> None:
    session = SessionStore()
    unsaved.park(session, unsaved.ticket(TherapistFactory(), PAGE.key), PAGE.key, TEXT)

    assert unsaved.unpark(session, TherapistFactory()) == []
    assert unsaved.SESSION_KEY not in session
    assert UnsavedText.objects.count() == 0


def test_the_text_of_another_therapist_takes_the_place_of_the_first() -> None:
    first, second, session = TherapistFactory(), TherapistFactory(), SessionStore()
    unsaved.park(session, unsaved.ticket(first, "approach"), "approach", TEXT)
    unsaved.park(session, unsaved.ticket(second, PAGE.key), PAGE.key, TEXT)

    assert unsaved.unpark(session, second) == [PAGE.key]


@pytest.mark.parametrize("wrong", ["", "x", "a:b:c", "\ufffd", "другой", "x" * 5_000])
def test_a_made_up_ticket_keeps_nothing(wrong: str) -> None:
    session = SessionStore()

    assert not unsaved.park(session, wrong, PAGE.key, TEXT)
    assert unsaved.SESSION_KEY not in session


def test_a_ticket_holds_for_its_own_page_only() -> None:
    ticket = unsaved.ticket(TherapistFactory(), "approach")

    assert not unsaved.park(SessionStore(), ticket, PAGE.key, TEXT)


@pytest.mark.parametrize(("seconds", "holds"), [(-1, True), (1, False)])
def test_a_ticket_holds_for_a_week(seconds: int, holds: bool) -> None:
    start = timezone.now().replace(microsecond=0)
    with time_machine.travel(start, tick=False):
        ticket = unsaved.ticket(TherapistFactory(), PAGE.key)

    with time_machine.travel(start + unsaved.TICKET_LASTS + timedelta(seconds=seconds), tick=False):
        assert unsaved.park(SessionStore(), ticket, PAGE.key, TEXT) is holds


def test_nothing_typed_and_too_much_typed_do_not_wait() -> None:
    therapist, session = TherapistFactory(), SessionStore()
    ticket = unsaved.ticket(therapist, PAGE.key)

    assert not unsaved.park(session, ticket, PAGE.key, {})
    assert not unsaved.park(session, ticket, PAGE.key, {NAME: ["x" * unsaved.MOST]})


def test_together_the_waiting_pages_have_a_limit_too() -> None:
    therapist, session = TherapistFactory(), SessionStore()
    much = ["x" * (unsaved.MOST - 100)]
    for page in ("approach", "experience"):
        unsaved.park(session, unsaved.ticket(therapist, page), page, {f"{page}-x": much})

    assert unsaved.unpark(session, therapist) == ["experience"]


def test_text_of_another_tab_is_not_overwritten() -> None:
    therapist, session = TherapistFactory(), SessionStore()
    unsaved.park(session, unsaved.ticket(therapist, PAGE.key), PAGE.key, TEXT | {"tab": ["one"]})
    newer = {NAME: ["Newer."], "tab": ["two"]}
    unsaved.keep(therapist, PAGE.key, newer, was_sent=False)

    assert unsaved.unpark(session, therapist) == [PAGE.key]
    assert unsaved.load(therapist)[PAGE.key].data == newer
    unsaved.discard(therapist, PAGE.key, newer)
    assert unsaved.load(therapist)[PAGE.key].data == TEXT | {"tab": ["one"]}


def test_a_page_that_goes_on_from_a_text_takes_its_place() -> None:
    therapist = TherapistFactory()
    unsaved.keep(therapist, PAGE.key, TEXT | {"tab": ["one"]}, was_sent=False)

    later = {NAME: ["Later."], "tab": ["two"], "was": ["one"]}
    unsaved.keep(therapist, PAGE.key, later, was_sent=False)

    assert UnsavedText.objects.get().data == later


def test_the_texts_of_a_few_tabs_are_kept_and_not_of_any_number() -> None:
    therapist = TherapistFactory()
    for number in range(unsaved.MOST_TABS + 2):
        text = {NAME: [str(number)], "tab": [f"tab{number}"]}
        unsaved.keep(therapist, PAGE.key, text, was_sent=False)

    names = [one.data[NAME][0] for one in therapist.unsaved_texts.order_by("pk")]
    assert names == ["2", "3", "4", "5", "6"]


def test_nothing_is_parked_for_a_profile_that_is_gone() -> None:
    therapist, session = TherapistFactory(), SessionStore()
    ticket = unsaved.ticket(therapist, PAGE.key)
    therapist.delete()

    assert not unsaved.park(session, ticket, PAGE.key, TEXT)
    assert unsaved.SESSION_KEY not in session
