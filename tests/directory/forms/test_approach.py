"""Approach to sciatica: every rule is told beside its field."""

from __future__ import annotations

import pytest

from tests.directory.forms.browser import judged, opened, posted, says
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_an_answer_is_kept_as_it_was_meant() -> None:
    therapist = TherapistFactory()
    data = posted(opened("approach", therapist))
    data["approach-intention"] = "both"
    data["approach-approach_text"] = "First I ask.\r\nThen we try."
    data.setlist("approach-assessment_items", ["red-flag-screen", "health-history"])
    data.setlist("approach-works_with", ["doctor"])
    data["approach-conditions-0-condition"] = "cause-unknown"
    data["approach-conditions-0-is_specialty"] = "on"

    forms = opened("approach", therapist, data)

    assert forms.is_valid()
    assert forms.sections()["approach"] == {
        "intention": "both",
        "approach_text": "First I ask.\nThen we try.",
        "will_not_do": "",
        "refers_when": "",
        "assessment_items": ["health-history", "red-flag-screen"],
        "works_with": ["doctor"],
        "conditions": [{"condition": "cause-unknown", "is_specialty": True, "approach": ""}],
    }


@pytest.mark.parametrize(
    ("name", "longest"), [("approach_text", 2500), ("will_not_do", 1200), ("refers_when", 1200)]
)
def test_texts_have_their_limits(name: str, longest: int) -> None:
    too_long = judged("approach", TherapistFactory(), **{f"approach__{name}": "é" * (longest + 1)})
    fits = judged("approach", TherapistFactory(), **{f"approach__{name}": "é" * longest})

    assert says(too_long, f"approach-{name}", f"Use at most {longest} characters")
    assert fits.is_valid()


def test_a_cause_stands_once() -> None:
    data = posted(opened("approach", TherapistFactory()))
    for number in range(2):
        data[f"approach-conditions-{number}-condition"] = "disc-herniation"
    data["approach-conditions-TOTAL_FORMS"] = "2"

    forms = opened("approach", TherapistFactory(), data)

    assert says(forms, "approach-conditions-1-condition", "listed this cause above")


def test_words_about_a_cause_need_the_cause() -> None:
    forms = judged("approach", TherapistFactory(), approach__conditions__0__approach="Gently.")

    assert says(forms, "approach-conditions-0-condition", "Please choose one.")


def test_causes_of_special_interest_come_first_then_the_order_of_the_site() -> None:
    data = posted(opened("approach", TherapistFactory()))
    slugs = ("cause-unknown", "disc-herniation", "spondylolisthesis")
    for number, slug in enumerate(slugs):
        data[f"approach-conditions-{number}-condition"] = slug
    data["approach-conditions-2-is_specialty"] = "on"
    data["approach-conditions-TOTAL_FORMS"] = "3"

    forms = opened("approach", TherapistFactory(), data)

    assert forms.is_valid()
    assert [row["condition"] for row in forms.sections()["approach"]["conditions"]] == [
        "spondylolisthesis",
        "disc-herniation",
        "cause-unknown",
    ]
