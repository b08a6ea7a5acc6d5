"""A therapist reads what is said of the profile, never by whom, and answers once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from directory.models import Therapist
from inquiries import area
from inquiries.choices import CaseState
from inquiries.models import Report
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.reports import TOLD, ReportFactory

from .own_area import get, read, words

pytestmark = pytest.mark.django_db

CANARY = {"said": "CanaryOfTheReporter was there.", "email": "canary@example.com"}


@pytest.fixture
def therapist(client: Client) -> Therapist:
    found: Therapist = TherapistFactory(name="Ana Ruiz", published=True)
    client.force_login(found.owner)
    return found


def address(report: Any) -> str:
    return f"/dashboard/reports/{report.pk}/"


def test_what_is_said_is_read_and_answered(
    client: Client, therapist: Therapist, django_assert_max_num_queries: Any
) -> None:
    report = ReportFactory(therapist=therapist, is_told=True, **CANARY)

    with django_assert_max_num_queries(5):
        page = get(client, address(report))
    response = client.post(address(report), words("I charge what is stated."), follow=True)

    assert TOLD in page.text
    assert "anary" not in page.source
    assert "You have until" in page.text
    answered = read(response)
    assert "Thank you. A moderator reads your answer." in answered.text
    assert "I charge what is stated." in answered.text
    assert not answered.all("//textarea")


@pytest.mark.parametrize("is_serious", [True, False])
def test_only_who_may_be_hidden_meanwhile_is_told_so(
    client: Client, therapist: Therapist, is_serious: bool
) -> None:
    report = ReportFactory(therapist=therapist, is_told=True, serious=is_serious)

    page = get(client, address(report))

    assert ("a moderator may hide your profile" in page.text) == is_serious
    assert "reads your answer first" not in page.text
    assert "may close it before you answer" in page.text
    Report.objects.update(state=CaseState.DISMISSED, decided_at=timezone.now())
    assert "may hide your profile" not in get(client, address(report)).text


@pytest.mark.parametrize("status", ["suspended", "removed"])
def test_a_hidden_therapist_is_heard(client: Client, therapist: Therapist, status: str) -> None:
    report = ReportFactory(therapist=therapist, is_told=True)
    Therapist.objects.update(status=status)

    assert client.post(address(report), words("No.")).status_code == 302


def test_pages_of_others_are_not_found(client: Client, therapist: Therapist) -> None:
    other, untold = ReportFactory(is_told=True), ReportFactory(therapist=therapist)

    for user in (therapist.owner, UserFactory(), ModeratorFactory()):
        client.force_login(user)
        for path in (address(other), address(untold), f"/dashboard/reports/{'9' * 30}/"):
            assert client.get(path).status_code == 404
            assert client.post(path, words()).status_code == 404
    assert not Report.objects.exclude(replied_at=None).exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Write something first."),
        ("   ", "Write something first."),
        ("a\x00b", "damaged on its way"),
        ("x" * 4_001, "at most 4000 characters"),
        ("x" * 200_000, "at most 4000 characters"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field(
    client: Client, therapist: Therapist, text: str, message: str
) -> None:
    report = ReportFactory(therapist=therapist, is_told=True)

    response = client.post(address(report), words(text))

    assert response.status_code == 200
    assert message in read(response).text
    report.refresh_from_db()
    assert report.replied_at is None


@pytest.mark.parametrize("key", ["", "nonsense", "\x00"])
def test_a_lost_key_costs_nobody_their_words(
    client: Client, therapist: Therapist, key: str
) -> None:
    report = ReportFactory(therapist=therapist, is_told=True)

    assert client.post(address(report), {"text": "Words", "key": key}).status_code == 302


def test_the_same_form_twice_is_one_answer_and_another_comes_back(
    client: Client, therapist: Therapist
) -> None:
    report = ReportFactory(therapist=therapist, is_told=True)
    first = words("First.")

    assert [client.post(address(report), first).status_code for _ in range(2)] == [302, 302]
    response = client.post(address(report), words("Second."))

    assert response.status_code == 409
    assert "You have answered already." in read(response).text
    assert "Second." in read(response).text


@pytest.mark.parametrize(
    ("state", "said"),
    [(CaseState.UPHELD, "is right"), (CaseState.DISMISSED, "could not confirm")],
)
def test_after_the_decision_it_says_how_it_ended_and_gives_words_back(
    client: Client, therapist: Therapist, state: CaseState, said: str
) -> None:
    report = ReportFactory(
        therapist=therapist, is_told=True, state=state, decided_at=timezone.now()
    )

    response = client.post(address(report), words("Too late."))

    assert response.status_code == 409
    assert "A moderator has decided meanwhile" in read(response).text
    assert "Too late." in read(response).text
    page = get(client, address(report))
    assert said in page.text
    assert not page.all("//textarea")


def test_words_that_are_gone_or_cannot_be_opened_break_no_page(
    client: Client, therapist: Therapist
) -> None:
    report = ReportFactory(therapist=therapist, answered=True, upheld=True, told="")
    Report.objects.update(sealed_reply=None)
    assert "The words were removed" in get(client, address(report)).text

    Report.objects.update(sealed_reply="lost")
    assert "cannot be shown any more" in get(client, address(report)).text


def test_late_answers_are_still_asked_for(client: Client, therapist: Therapist) -> None:
    long_ago = timezone.now() - timedelta(days=15)
    report = ReportFactory(therapist=therapist, is_told=True, told_at=long_ago)

    assert "Your answer still counts" in get(client, address(report)).text


def test_words_outlive_the_end_of_a_session(client: Client, therapist: Therapist) -> None:
    report = ReportFactory(therapist=therapist, is_told=True)
    client.logout()

    assert client.get(address(report)).status_code == 302
    response = client.post(
        address(report), words("Kept words."), headers={"origin": "http://testserver"}
    )

    assert response.status_code == 403
    assert "Kept words." in response.content.decode()


def test_too_many_answers_come_back(client: Client, therapist: Therapist) -> None:
    report = ReportFactory(therapist=therapist, is_told=True)
    sent = words("Same.")
    for _ in range(30):
        client.post(address(report), sent)

    response = client.post(address(report), sent)

    assert response.status_code == 429
    assert response["Retry-After"]
    assert "Same." in response.content.decode()


def test_the_own_area_says_what_is_to_be_answered(
    client: Client, therapist: Therapist, django_assert_num_queries: Any
) -> None:
    now = timezone.now()
    ReportFactory(therapist=therapist)
    ReportFactory(is_told=True)
    ReportFactory(therapist=therapist, answered=True)
    ReportFactory(therapist=therapist, is_told=True, dismissed=True)
    assert area.asked(therapist.owner) is None
    ReportFactory(therapist=therapist, is_told=True, told_at=now)
    first = ReportFactory(therapist=therapist, is_told=True, told_at=now - timedelta(days=20))

    with django_assert_num_queries(1):
        note = area.asked(therapist.owner)

    assert note
    assert note.url == address(first)
    assert "There is something for you to answer" in get(client, "/dashboard/").text
