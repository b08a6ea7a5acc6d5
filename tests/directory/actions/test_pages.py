"""A page of the editor is saved as a whole or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from directory import unsaved
from directory.actions import pages
from directory.actions.pages import Saved
from directory.actions.refusals import Changed, Refused
from directory.choices import LiveFact, RevisionStatus
from directory.editing import drafts
from directory.forms.page_forms import PageForms
from directory.forms.pages import BY_KEY
from directory.models import LiveChange, ProfileRevision, Therapist
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import RevisionFactory, UnsavedTextFactory

PAGE = BY_KEY["place"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def load(therapist: Therapist) -> Therapist:
    return Therapist.objects.with_answers().get(pk=therapist.pk)


def seen(therapist: Therapist) -> str:
    loaded = load(therapist)
    return pages.seen(PAGE, drafts.load(loaded), loaded)


def save(therapist: Therapist, *, name: str, phone: str, seen: str) -> Saved:
    loaded = load(therapist)
    draft = drafts.load(loaded)
    text = {"seen": [seen]}
    typed: dict[str, list[Any]] = {
        "about-name": [name], "phone-phone": [phone], "place-locations-TOTAL_FORMS": ["0"],
    }  # fmt: skip
    forms = PageForms(PAGE, therapist=loaded, content=draft.content, data=unsaved.as_data(typed))
    assert forms.is_valid(), forms.error_list
    return pages.save(loaded, PAGE, forms, by=therapist.owner, draft=draft, text=text)


@pytest.fixture
def therapist() -> Therapist:
    return TherapistFactory(name="Ana", phone="+13035550142")


def test_answers_go_to_the_draft_and_facts_to_the_tables(therapist: Therapist) -> None:
    UnsavedTextFactory(therapist=therapist, page="place")

    saved = save(therapist, name="Bea", phone="(303) 555-0199", seen=seen(therapist))

    assert saved == Saved(True, [LiveFact.PHONE])
    assert ProfileRevision.objects.get().content["about"]["name"] == "Bea"
    assert load(therapist).phone == "+13035550199"
    assert unsaved.load(therapist) == {}


def test_what_says_nothing_new_is_not_saved(therapist: Therapist) -> None:
    saved = save(therapist, name="Ana", phone="(303) 555-0142", seen="anything")

    assert saved == Saved(False, [])
    assert not ProfileRevision.objects.exists()
    assert not LiveChange.objects.exists()


def test_when_the_facts_changed_elsewhere_the_answers_are_not_saved_either(
    therapist: Therapist,
) -> None:
    before = seen(therapist)
    Therapist.objects.filter(pk=therapist.pk).update(phone="+13035550177")

    with pytest.raises(Changed):
        save(therapist, name="Bea", phone="(303) 555-0199", seen=before)

    assert not ProfileRevision.objects.exists()
    assert load(therapist).phone == "+13035550177"


def test_when_the_answers_changed_elsewhere_the_facts_are_not_saved_either(
    therapist: Therapist,
) -> None:
    before = seen(therapist)
    RevisionFactory(therapist=therapist, changes={"about": {"name": "Cleo"}})

    with pytest.raises(Changed):
        save(therapist, name="Bea", phone="(303) 555-0199", seen=before)

    assert load(therapist).phone == "+13035550142"


def test_nothing_is_saved_while_a_moderator_reads(therapist: Therapist) -> None:
    RevisionFactory(therapist=therapist, status=RevisionStatus.SUBMITTED)
    UnsavedTextFactory(therapist=therapist, page="place")

    with pytest.raises(Refused):
        save(therapist, name="Bea", phone="(303) 555-0199", seen=seen(therapist))

    assert load(therapist).phone == "+13035550142"
    assert "place" in unsaved.load(therapist)


@pytest.mark.parametrize("made_up", ["", ".", "a.b", "\0", "." * 100])
def test_a_made_up_state_saves_nothing(therapist: Therapist, made_up: str) -> None:
    with pytest.raises(Changed):
        save(therapist, name="Bea", phone="(303) 555-0142", seen=made_up)
