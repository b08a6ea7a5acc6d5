"""Experience: every rule is told beside its field."""

from __future__ import annotations

import pytest
import time_machine

from tests.directory.forms.browser import judged, says
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@time_machine.travel("2026-11-22 12:00", tick=False)
@pytest.mark.parametrize("year", ["1939", "2027", "26", "-2000", "1e3", "9" * 5000])
def test_the_first_year_lies_between_1940_and_this_one(year: str) -> None:
    forms = judged("experience", TherapistFactory(), experience__practicing_since=year)

    assert says(forms, "experience-practicing_since", "a year from 1940 to 2026")


@pytest.mark.parametrize("share", ["101", "-1", "half", "50%"])
def test_a_share_is_a_percentage(share: str) -> None:
    forms = judged("experience", TherapistFactory(), experience__back_and_leg_percent=share)

    assert says(forms, "experience-back_and_leg_percent", "from 0 to 100")


def test_a_share_of_nothing_is_an_answer() -> None:
    forms = judged("experience", TherapistFactory(), experience__back_and_leg_percent="0")

    assert forms.is_valid()
    assert forms.sections()["experience"] == {
        "practicing_since": None,
        "back_and_leg_percent": 0,
        "experience_note": "",
    }


def test_a_note_has_its_limit() -> None:
    forms = judged("experience", TherapistFactory(), experience__experience_note="a" * 1201)

    assert says(forms, "experience-experience_note", "Use at most 1200 characters. This has 1201.")
