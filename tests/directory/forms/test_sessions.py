"""The plan of sessions: every rule is told beside its field."""

from __future__ import annotations

import pytest

from tests.directory.forms.browser import judged, says
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

PHASE = {"sessions": "4", "minutes": "60", "every_days": "7"}


def sent(phase: dict[str, str], **more: str):
    fields = {f"sessions__phases__0__{name}": value for name, value in phase.items()}
    return judged("sessions", TherapistFactory(), **fields, **more)


def test_a_plan_is_kept_as_typed() -> None:
    forms = sent(PHASE, sessions__first_course="three-to-four", sessions__review_after="3")

    assert forms.is_valid()
    assert forms.sections()["sessions"] == {
        "first_course": "three-to-four",
        "review_after": 3,
        "stop_rule": "",
        "note": "",
        "phases": [{"sessions": 4, "minutes": 60, "every_days": 7}],
    }


def test_a_plan_may_go_on_after_its_review() -> None:
    assert sent(PHASE | {"sessions": "20"}, sessions__review_after="1").is_valid()


@pytest.mark.parametrize("name", list(PHASE))
def test_a_step_is_whole(name: str) -> None:
    assert says(sent(PHASE | {name: ""}), f"sessions-phases-0-{name}", "Please")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("sessions", "0", "from 1 to 20"),
        ("sessions", "21", "from 1 to 20"),
        ("every_days", "0", "from 1 to 90"),
        ("every_days", "91", "from 1 to 90"),
        ("minutes", "61", "Choose from the answers"),
        ("minutes", "9" * 5000, "Choose from the answers"),
    ],
)
def test_what_cannot_be_right_is_told_beside_its_field(name: str, value: str, words: str) -> None:
    assert says(sent(PHASE | {name: value}), f"sessions-phases-0-{name}", words)


@pytest.mark.parametrize("value", ["0", "21", "-1"])
def test_a_review_comes_within_20_sessions(value: str) -> None:
    forms = sent(PHASE, sessions__review_after=value)

    assert says(forms, "sessions-review_after", "from 1 to 20")


@pytest.mark.parametrize(("name", "longest"), [("stop_rule", 600), ("note", 1200)])
def test_texts_have_their_limits(name: str, longest: int) -> None:
    forms = sent(PHASE, **{f"sessions__{name}": "a" * (longest + 1)})

    assert says(forms, f"sessions-{name}", f"at most {longest} characters")


def test_the_same_step_may_come_twice() -> None:
    fields = {f"sessions__phases__1__{name}": value for name, value in PHASE.items()}

    forms = sent(PHASE, sessions__phases__TOTAL_FORMS="2", **fields)

    assert forms.is_valid()
    assert len(forms.sections()["sessions"]["phases"]) == 2
