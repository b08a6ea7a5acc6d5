"""Wording is pointed out beside the text, and stops nobody from saving."""

from __future__ import annotations

import pytest

from tests.directory.forms.browser import judged, opened
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_a_promise_is_pointed_out_with_its_reason_and_a_better_way() -> None:
    forms = judged("place", TherapistFactory(), about__intro="I cure sciatica. Cured for good.")

    assert forms.is_valid()
    hint = next(hint for hint in forms.hints if "cure" in hint.found)
    assert hint.field_id == "id_about-intro"
    assert hint.found == ("cure", "Cured")
    assert hint.reason.startswith("No massage has been shown to cure sciatica")
    assert "may ease pain" in hint.better


def test_what_is_saved_is_looked_at_as_well() -> None:
    therapist = TherapistFactory(intro="I cure sciatica.")

    assert [hint.field_id for hint in opened("place", therapist).hints] == ["id_about-intro"]


def test_texts_of_rows_are_looked_at() -> None:
    therapist = TherapistFactory(policies={"cancellation": "Call me at 303-555-0142."})

    (hint,) = opened("rates", therapist).hints

    assert hint.field_id == "id_rates-policies-0-text"
    assert hint.found == ("303-555-0142",)


def test_a_page_that_was_only_typed_into_has_its_hints() -> None:
    forms = judged("experience", TherapistFactory(), experience__experience_note="I cure pain.")

    assert forms.hints


def test_plain_words_give_no_hint() -> None:
    assert opened("place", TherapistFactory(intro="We talk first.")).hints == []


def test_only_as_much_is_looked_at_as_could_be_saved() -> None:
    text = "a " * 400 + "I cure sciatica."

    assert judged("place", TherapistFactory(), about__intro=text).hints == []
