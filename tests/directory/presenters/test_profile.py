"""The words of the profile page."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.models import Register, Therapist
from directory.presenters.profile import ProfilePage
from directory.vetting import QUESTIONS
from tests.factories.directory import (
    CredentialFactory,
    LocationAccessFactory,
    OpeningHoursFactory,
    SessionPlanFactory,
    TherapistFactory,
    TherapistTechniqueFactory,
    demo_therapist,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def page_of(therapist: Therapist) -> ProfilePage:
    loaded = Therapist.objects.with_answers().get(pk=therapist.pk)
    return ProfilePage(loaded, timezone.localdate())


def page(**values: Any) -> ProfilePage:
    return page_of(TherapistFactory(**{"published": True, **values}))


def test_the_six_answers_come_in_order_and_empty_ones_stay() -> None:
    answers = page(rates={60: 9500}).answers

    assert [answer.question for answer in answers] == list(QUESTIONS)
    assert [answer.is_answered for answer in answers] == [False] * 5 + [True]


def test_it_says_how_many_questions_are_answered() -> None:
    assert page(rates={60: 9500}).answered_text == "Answers 1 of 6 questions"
    assert page_of(demo_therapist(1)).answered_text == "Answers all six questions"


def test_the_title_names_person_and_place() -> None:
    assert page(name="Ana Ruiz").title == "Ana Ruiz, massage therapist in Denver, CO"
    assert "the United States" in page(places=[]).title


def test_everything_is_said_without_asking_the_database() -> None:
    loaded = page_of(demo_therapist(1))

    with CaptureQueriesContext(connection) as queries:
        for name in dir(loaded):
            if not name.startswith("_"):
                getattr(loaded, name)
        loaded.structured_data()

    assert len(queries) == 0


@pytest.mark.parametrize(
    ("since", "text"),
    [
        (lambda year: None, ""),
        (lambda year: year, "Since this year"),
        (lambda year: year - 1, "1 year, since {}"),
        (lambda year: year - 12, "12 years, since {}"),
    ],
)
def test_years_are_counted_from_the_stated_year(since: Any, text: str) -> None:
    first = since(timezone.localdate().year)

    assert page(practicing_since=first).years == text.format(first)


@pytest.mark.parametrize(
    ("lightest", "firmest", "text"),
    [(None, None, ""), (2, 2, "Medium"), (1, 3, "Light to firm"), (2, 3, "Medium to firm")],
)
def test_pressure_is_a_range(lightest: int | None, firmest: int | None, text: str) -> None:
    assert page(pressure_lightest=lightest, pressure_firmest=firmest).pressure == text


def test_hours_are_written_as_us_readers_do() -> None:
    therapist = TherapistFactory(published=True, hours=[(0, 9, 12), (0, 14, 18)])
    OpeningHoursFactory(therapist=therapist, weekday=5, opens=time(0, 30), closes=time(12, 0))

    lines = [(line.day, line.spans) for line in page_of(therapist).hours]

    assert lines == [
        ("Monday", "9 a.m. to 12 p.m., 2 p.m. to 6 p.m."),
        ("Saturday", "12:30 a.m. to 12 p.m."),
    ]


@pytest.mark.parametrize(
    ("phase", "text"),
    [
        ((1, 60, 7), "1 session of 60 minutes"),
        ((4, 60, 7), "4 sessions of 60 minutes, once a week"),
        ((3, 90, 14), "3 sessions of 90 minutes, every 2 weeks"),
        ((2, 45, 10), "2 sessions of 45 minutes, every 10 days"),
        ((5, 30, 1), "5 sessions of 30 minutes, every day"),
    ],
)
def test_phases_of_a_plan_are_sentences(phase: tuple[int, int, int], text: str) -> None:
    assert page(plan=[phase]).phases == [text]


def test_the_review_point_is_a_sentence() -> None:
    therapist = TherapistFactory(published=True)
    assert page_of(therapist).review == ""

    SessionPlanFactory(therapist=therapist, review_after=3)

    assert page_of(therapist).review == "We review together after 3 sessions."


def test_without_a_plan_there_are_no_phases() -> None:
    assert (page().phases, page().review) == ([], "")


def test_prices_are_listed_and_that_of_60_minutes_comes_first_on_the_page() -> None:
    shown = page(rates={30: 5000, 60: 9550})

    assert [(rate.minutes, rate.price) for rate in shown.rates] == [(30, "$50"), (60, "$95.50")]
    assert shown.usual_price == "$95.50"
    assert page(rates={30: 5000}).usual_price == ""


def test_a_technique_has_its_years_and_hours() -> None:
    therapist = TherapistFactory(published=True)
    TherapistTechniqueFactory(
        therapist=therapist, technique="sports", since=2015, training_hours=100, note="Runners."
    )
    TherapistTechniqueFactory(therapist=therapist, technique="swedish", is_specialty=True)

    first, second = page_of(therapist).techniques

    assert (first.slug, first.is_specialty, first.detail) == ("swedish", True, "")
    assert second.detail == "since 2015, 100 hours of training"
    assert second.note == "Runners."


def test_a_credential_has_its_check_its_limits_and_a_way_to_look_it_up() -> None:
    register = Register.objects.filter(state="CO").first()
    assert register is not None
    Register.objects.filter(pk=register.pk).update(checked_on=date(2026, 9, 1))
    therapist = TherapistFactory(published=True)
    CredentialFactory(therapist=therapist, checked=True, register=register)
    CredentialFactory(therapist=therapist, kind="diploma", position=1)

    license_line, diploma_line = page_of(therapist).credentials

    assert license_line.check.tone == "good"
    assert "nothing about skill" in license_line.limits
    assert (license_line.lookup_name, license_line.lookup_url) == (
        register.name,
        register.lookup_url,
    )
    assert license_line.lookup_checked == "We last opened that page on September 1, 2026."
    assert (diploma_line.lookup_name, diploma_line.lookup_url) == ("", "")
    assert diploma_line.check.tone == "quiet"


def test_a_register_that_nobody_opened_yet_is_called_so() -> None:
    register = Register.objects.filter(state="CO").first()
    Register.objects.update(checked_on=None)
    therapist = TherapistFactory(published=True)
    CredentialFactory(therapist=therapist, register=register)

    (line,) = page_of(therapist).credentials

    assert line.lookup_checked == "We have not opened that address ourselves yet."


def test_facts_say_yes_or_no_and_nothing_where_nothing_was_stated() -> None:
    therapist = TherapistFactory(published=True, comforts={"clothed": True, "seated": False})
    location = therapist.locations.get()
    LocationAccessFactory(location=location, feature="step-free", is_available=False)

    shown = page_of(therapist)

    assert {(fact.name, fact.answer) for fact in shown.comfort} == {
        ("Clothed session", "Yes"),
        ("Seated massage", "No"),
    }
    ((place, facts),) = shown.access
    assert place == location
    assert [(fact.name, fact.answer) for fact in facts] == [("Step-free entrance", "No")]


@pytest.mark.parametrize(("days", "is_stale"), [(90, False), (91, True)])
def test_a_profile_that_was_not_confirmed_lately_is_called_stale(days: int, is_stale: bool) -> None:
    assert page(confirmed_days_ago=days).is_stale is is_stale


def test_an_availability_and_a_day_of_confirmation_are_there() -> None:
    therapist = TherapistFactory(
        published=True, accepting="yes", confirmed_on=timezone.localdate() - timedelta(days=1)
    )

    shown = page_of(therapist)

    assert shown.availability.tone == "good"
    assert shown.confirmed
