"""Access and comfort: yes, no and not stated are three answers, for each place of its own."""

from __future__ import annotations

import pytest

from directory.editing import content
from directory.models import AccessFeature, ComfortFeature
from tests.directory.forms.browser import judged, loaded, opened, posted, rendered, says
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_each_answer_is_kept_and_no_answer_is_none() -> None:
    therapist = TherapistFactory(places=["Denver"], access={"step-free": True})
    key = str(therapist.locations.get().pk)
    changes = {
        "access__comfort__clothed": "yes",
        "access__comfort__seated": "no",
        f"access__place__{key}__step__free": "",
        f"access__place__{key}__near__transit": "no",
    }

    forms = judged("access", therapist, **changes)

    assert forms.is_valid()
    assert forms.sections()["access"] == {
        "comfort": {"clothed": True, "seated": False},
        "places": {key: {"near-transit": False}},
    }


def test_places_are_asked_one_by_one() -> None:
    therapist = TherapistFactory(places=["Denver", "Boulder"], access={"step-free": True})
    form = opened("access", therapist).parts[0].form

    assert [group.title for group in form.groups] == [
        "In a session",
        "At Denver, CO",
        "At Boulder, CO",
    ]
    assert [len(group.fields) for group in form.groups] == [8, 6, 6]
    assert [group.fields[0].label for group in form.groups] == [
        "Side-lying position",
        "Step-free entrance (Denver, CO)",
        "Step-free entrance (Boulder, CO)",
    ]


def test_a_question_about_the_only_place_need_not_name_it() -> None:
    form = opened("access", TherapistFactory(places=["Denver"])).parts[0].form

    assert form.groups[1].fields[0].label == "Step-free entrance"


def test_a_place_of_the_draft_is_asked_about_before_it_is_public() -> None:
    therapist = TherapistFactory(places=["Denver"])
    document = content.read(loaded(therapist))
    new = document["place"]["locations"][0] | {"key": "new-1", "practice_name": "Cedar Room"}
    document["place"]["locations"].append(new)
    shown = opened("access", therapist, document=document)

    forms = opened(
        "access",
        therapist,
        posted(shown, **{"access__place__new__1__step__free": "yes"}),
        document=document,
    )

    assert "At Cedar Room, Denver, CO" in [group.title for group in shown.parts[0].form.groups]
    assert forms.is_valid()
    assert forms.sections()["access"]["places"]["new-1"] == {"step-free": True}


def test_what_was_said_about_a_place_that_is_gone_goes_with_it() -> None:
    therapist = TherapistFactory(places=["Denver", "Boulder"], access={"step-free": True})
    document = content.read(loaded(therapist))
    kept = document["place"]["locations"].pop(0)["key"]
    data = posted(opened("access", therapist, document=document))

    forms = opened("access", therapist, data, document=document)

    assert forms.is_valid()
    assert kept not in forms.sections()["access"]["places"]


def test_a_place_of_somebody_else_cannot_be_named() -> None:
    other = TherapistFactory(places=["Denver"]).locations.get()

    forms = judged(
        "access", TherapistFactory(), **{f"access__place__{other.pk}__step__free": "yes"}
    )

    assert forms.is_valid()
    assert forms.sections()["access"] == {"comfort": {}, "places": {}}


def test_any_other_answer_is_refused() -> None:
    forms = judged("access", TherapistFactory(), access__comfort__clothed="perhaps")

    assert says(forms, "access-comfort-clothed", "Choose from the answers shown here.")


def test_each_feature_is_explained() -> None:
    html = rendered(opened("access", TherapistFactory()))

    assert "You can stay fully dressed." in html


def test_an_explanation_is_text_and_no_markup() -> None:
    ComfortFeature.objects.filter(slug="clothed").update(definition="<b>bold</b>")

    html = rendered(opened("access", TherapistFactory()))

    assert "&lt;b&gt;bold" in html
    assert "<b>" not in html


def test_an_inactive_feature_is_asked_only_where_it_was_answered() -> None:
    therapist = TherapistFactory(places=["Denver", "Boulder"])
    document = content.read(loaded(therapist))
    first = document["place"]["locations"][0]["key"]
    document["access"]["places"][first] = {"step-free": False}
    AccessFeature.objects.filter(slug="step-free").update(is_active=False)

    forms = opened(
        "access",
        therapist,
        posted(opened("access", therapist, document=document)),
        document=document,
    )

    names = [name for name in forms.parts[0].form.fields if name.endswith("step-free")]
    assert names == [f"place-{first}-step-free"]
    assert forms.is_valid()
    assert forms.sections()["access"]["places"][first] == {"step-free": False}
