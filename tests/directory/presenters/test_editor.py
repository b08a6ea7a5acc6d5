"""A page of the editor shows each part once: as typed, as saved, or only to read."""

from __future__ import annotations

from typing import Any

import pytest

from directory.choices import RevisionStatus
from directory.editing import drafts
from directory.forms.pages import BY_KEY
from directory.models import Therapist
from directory.presenters.editor import OpenedPage, part_key, reopened
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import RevisionFactory, UnsavedTextFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def opened(therapist: Therapist, page: str, text: Any = None, **options: Any) -> OpenedPage:
    loaded = Therapist.objects.with_answers().get(pk=therapist.pk)
    return OpenedPage(loaded, BY_KEY[page], drafts.load(loaded), text, **options)


def test_prices_and_the_notes_on_them_are_two_parts_with_two_keys() -> None:
    keys = [part_key(part) for part in BY_KEY["rates"].parts]

    assert sorted(keys) == ["live:rates", "rates"]


def test_parts_stand_in_the_order_of_the_page_whatever_was_typed() -> None:
    page = opened(TherapistFactory(), "place", {"parts": ["place"], "place-hours_note": ["x"]})

    assert [part.key for part in page.parts] == ["about", "live:phone", "place"]


def test_a_part_that_was_not_typed_shows_what_is_saved() -> None:
    page = opened(TherapistFactory(name="Ana"), "place", {"parts": ["live:phone"]})

    about = page.parts[0].form
    assert about and about.form["name"].value() == "Ana"


def test_while_a_moderator_reads_only_small_facts_stay_open() -> None:
    therapist = TherapistFactory()
    RevisionFactory(therapist=therapist, status=RevisionStatus.SUBMITTED)

    page = opened(therapist, "place")

    assert [part.key for part in page.parts] == ["live:phone"]
    assert [line.label for line in page.waiting] == ["Name"]


def test_what_was_sent_then_stays_on_the_page() -> None:
    therapist = TherapistFactory()
    RevisionFactory(therapist=therapist, status=RevisionStatus.SUBMITTED)
    text = {"parts": ["experience"], "experience-experience_note": ["Mine."]}

    sent = opened(therapist, "experience", text, is_sent=True)
    later = opened(therapist, "experience", text)

    assert [part.key for part in sent.parts] == ["experience"]
    assert later.parts == []
    assert later.hides_typed_text
    assert not sent.hides_typed_text


def test_nothing_typed_says_nothing_new_and_is_no_conflict() -> None:
    page = opened(TherapistFactory(), "experience")

    assert page.says_nothing_new
    assert page.differences == []
    assert page.error_list == []


def test_only_what_differs_from_what_is_saved_is_named_as_a_conflict() -> None:
    therapist = TherapistFactory(name="Ana", pronouns="she/her", phone="+13035550142")
    text = {
        "parts": ["about", "live:phone"],
        "seen": ["old"],
        "about-name": ["Ana"],
        "phone-phone": ["(303) 555-0142"],
    }

    page = opened(therapist, "place", text)
    other_phone = opened(therapist, "place", text | {"phone-phone": [""]})

    assert [(one.label, one.saved, one.typed) for one in page.differences] == [
        ("Pronouns", "she/her", "Nothing")
    ]
    assert other_phone.differences[-1].typed == "Phone: Not stated"


def test_text_that_is_wrong_stands_beside_all_that_is_saved() -> None:
    therapist = TherapistFactory(name="Ana", phone="+13035550142")
    text = {"parts": ["live:phone"], "seen": ["old"], "phone-phone": ["12"]}

    page = opened(therapist, "place", text)

    assert [(one.label, one.saved) for one in page.differences] == [
        ("Name", "Ana"),
        ("Phone", "(303) 555-0142"),
    ]


def test_parts_that_the_page_does_not_have_hide_nothing() -> None:
    page = opened(TherapistFactory(), "experience", {"parts": ["experience", "nothing"]})

    assert not page.hides_typed_text


def test_text_that_was_sent_comes_back_with_its_errors_and_other_text_without() -> None:
    therapist = TherapistFactory()
    data = {"parts": ["experience"], "experience-practicing_since": ["20"]}
    kept = UnsavedTextFactory(therapist=therapist, data=data, was_sent=True)
    loaded = Therapist.objects.with_answers().get(pk=therapist.pk)
    page, draft = BY_KEY["experience"], drafts.load(loaded)

    assert reopened(loaded, page, draft, kept).error_list
    kept.was_sent = False
    assert reopened(loaded, page, draft, kept).error_list == []
