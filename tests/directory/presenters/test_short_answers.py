"""The six answers in short."""

from typing import Any

import pytest
from django.utils import timezone

from directory.models import Therapist
from directory.presenters.profile import ProfilePage
from directory.presenters.short_answers import ANSWERS, Line, short_answer, shortened
from directory.vetting import BY_KEY, QUESTIONS
from tests.factories.directory import (
    CredentialFactory,
    PolicyFactory,
    SessionPlanFactory,
    TherapistConditionFactory,
    TherapistFactory,
    demo_therapist,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def answer(key: str, therapist: Therapist) -> list[Line]:
    loaded = Therapist.objects.with_answers().get(pk=therapist.pk)
    return short_answer(BY_KEY[key], ProfilePage(loaded, timezone.localdate()))


def texts(key: str, therapist: Therapist) -> list[str]:
    return [line.text for line in answer(key, therapist)]


def person(**values: Any) -> Therapist:
    therapist: Therapist = TherapistFactory(published=True, **values)
    return therapist


def test_every_question_has_a_short_answer_and_a_full_profile_gives_all() -> None:
    therapist = demo_therapist(1)

    assert set(ANSWERS) == {question.key for question in QUESTIONS}
    for question in QUESTIONS:
        lines = answer(question.key, therapist)
        assert lines
        assert all(line.text for line in lines)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_an_unanswered_question_says_nothing(question: Any) -> None:
    assert answer(question.key, person()) == []


def test_each_credential_is_followed_by_our_check_in_the_tense_of_today() -> None:
    therapist = person()
    CredentialFactory(therapist=therapist, title="LMT", checked=True, position=1)
    CredentialFactory(therapist=therapist, title="Old LMT", checked=True, expired=True, position=2)
    CredentialFactory(
        therapist=therapist, kind="professional-membership", title="Member", region="", number="",
        issuer="Guild of Hands", position=3,
    )  # fmt: skip

    lines = answer("credentials", therapist)

    assert [line.tone for line in lines] == ["", "good", "", "caution", "", "quiet"]
    assert lines[0].text == "LMT, CO."
    assert lines[1].text.startswith("We found it on the official register on")
    assert lines[3].text.startswith("It expired on")
    assert lines[4].text == "Member, Guild of Hands."


def test_experience_is_years_and_the_share_of_backs_and_legs() -> None:
    year = timezone.localdate().year

    assert texts("experience", person(practicing_since=year - 3, back_and_leg_percent=40)) == [
        f"3 years, since {year - 3}.",
        "About 40% of the work is with back and leg pain.",
    ]


def test_specialties_come_first_among_the_techniques() -> None:
    therapist = person(
        techniques=["swedish", "sports"], specialties=["sports"],
        pressure_lightest=1, pressure_firmest=2,
    )  # fmt: skip

    assert texts("techniques", therapist) == [
        "Specialties: Sports massage.",
        "Also: Swedish (relaxation) massage.",
        "Pressure: light to medium.",
    ]
    assert texts("techniques", person(techniques=["swedish"])) == [
        "Offers: Swedish (relaxation) massage."
    ]


def test_the_approach_says_how_what_and_when_to_see_a_doctor() -> None:
    therapist = person(
        approach_text="Slow " * 100, assessment_items=["red-flag-screen"], refers_when="At once."
    )
    TherapistConditionFactory(therapist=therapist, is_specialty=True)

    said = texts("approach", therapist)

    assert said[0] == "Assesses: warning signs."
    assert said[1].startswith("Special interest: Herniated disc")
    assert said[2].endswith("Slow…”")
    assert len(said[2]) < 200
    assert said[3] == "Sends you to a doctor: “At once.”"


def test_a_session_plan_is_told_in_phases_with_review_and_stop_rule() -> None:
    therapist = person()
    SessionPlanFactory(
        therapist=therapist, phases=[(4, 60, 7), (2, 60, 14)], review_after=3,
        first_course="three-to-four", stop_rule="No change by visit four.",
    )  # fmt: skip

    assert texts("sessions", therapist) == [
        "4 sessions of 60 minutes, once a week; then 2 sessions of 60 minutes, every 2 weeks.",
        "We review together after 3 sessions.",
        "Three or four sessions, then review.",
        "When to stop: “No change by visit four.”",
    ]


def test_prices_come_with_the_cancellation_rule_in_numbers_where_they_are_known() -> None:
    plain = person(rates={60: 9500, 90: 13050})
    numbers = person(rates={60: 9500})
    PolicyFactory(therapist=numbers, notice_hours=24, fee_percent=50)
    words = person(rates={60: 9500}, policies={"cancellation": "Call me.", "tipping": "No."})

    assert texts("rates", plain) == [
        "$95 for 60 minutes, $130.50 for 90 minutes.",
        "Canceling: not stated.",
    ]
    assert texts("rates", numbers)[1] == (
        "Canceling: free up to 24 hours before, later 50% of the price."
    )
    assert texts("rates", words)[1] == "Canceling: “Call me.”"


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("two words", 9, "two words"),
        ("two  words\n", 9, "two words"),
        ("two words, three", 12, "two words…"),
        ("unbreakable", 5, "unbr…"),
        ("", 5, ""),
    ],
)
def test_a_long_text_is_cut_between_words(text: str, limit: int, expected: str) -> None:
    assert shortened(text, limit) == expected
    assert len(shortened(text, limit)) <= limit
