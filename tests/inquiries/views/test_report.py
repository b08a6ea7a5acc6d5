"""Anybody can say that something about a profile is wrong; it hides nothing by itself."""

import uuid

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from directory.models import Therapist
from inquiries.choices import CaseState, ReportReason
from inquiries.models import Report
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory

pytestmark = pytest.mark.django_db

SAID = {"reason": "prices", "text": "It costs twice as much.", "email": "", "homepage": ""}


@pytest.fixture
def therapist() -> Therapist:
    return TherapistFactory(published=True, slug="ana-ruiz", name="Ana Ruiz")


def address(slug: str = "ana-ruiz") -> str:
    return reverse("inquiries:report", args=[slug])


@pytest.mark.usefixtures("therapist")
def test_the_form_has_a_key_of_its_own_each_time(client: Client) -> None:
    first, second = (client.get(address()).context["form"]["key"].value() for _ in range(2))

    assert first != second


def test_a_report_is_kept_for_the_moderators(client: Client, therapist: Therapist) -> None:
    response = client.post(address(), {**SAID, "key": uuid.uuid4(), "email": "a@example.com"})

    assert response.url == reverse("inquiries:report-sent", args=["ana-ruiz"])
    report = Report.objects.get()
    assert (report.therapist, report.reason, report.is_serious, report.state) == (
        therapist,
        ReportReason.PRICES,
        False,
        CaseState.OPEN,
    )
    assert report.read() == {"text": "It costs twice as much.", "email": "a@example.com"}
    assert "twice" not in report.sealed
    assert client.get(response.url).status_code == 200


def test_a_report_of_serious_conduct_is_marked_and_hides_nothing(
    client: Client, therapist: Therapist
) -> None:
    client.post(address(), {**SAID, "reason": "conduct"})

    assert Report.objects.get().is_serious
    assert client.get(therapist.get_absolute_url()).status_code == 200


@pytest.mark.usefixtures("therapist")
def test_the_same_form_twice_is_one_report(client: Client) -> None:
    key = uuid.uuid4()

    answers = [client.post(address(), {**SAID, "key": key}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Report.objects.count() == 1


@pytest.mark.usefixtures("therapist")
@pytest.mark.parametrize("key", ["", "nonsense", "\x00"])
def test_a_lost_key_costs_nobody_their_words(client: Client, key: str) -> None:
    response = client.post(address(), {**SAID, "key": key})

    assert response.status_code == 302 or "twice as much" in response.content.decode()


@pytest.mark.usefixtures("therapist")
@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("reason", "", "Choose what is wrong."),
        ("reason", "accuracy", "Choose from the answers shown here."),
        ("text", "", "Write in a few words what is wrong."),
        ("text", "x" * 2_001, "at most 2000 characters"),
        ("text", "a\x00b", "One character here was damaged on its way"),
        ("email", "no address", "Enter an address such as name@example.com."),
        ("email", "a@example.com\r\nBcc: b@example.com", "Enter an address"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    client: Client, field: str, value: str, message: str
) -> None:
    response = client.post(address(), {**SAID, "email": "pat@example.com", field: value})

    page = response.content.decode()
    assert response.status_code == 200
    assert message in page
    assert "pat@example.com" in page or field == "email"
    assert not Report.objects.exists()


@pytest.mark.usefixtures("therapist")
def test_a_program_that_fills_in_everything_gets_the_same_page(client: Client) -> None:
    response = client.post(address(), {**SAID, "homepage": "https://spam.example"})

    assert response.url == reverse("inquiries:report-sent", args=["ana-ruiz"])
    assert not Report.objects.exists()


@pytest.mark.usefixtures("therapist")
def test_too_many_reports_are_refused_with_all_that_was_typed(client: Client) -> None:
    *answers, last = [client.post(address(), SAID) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5
    assert last.status_code == 429
    assert last["Retry-After"]
    assert "twice as much" in last.content.decode()


@pytest.mark.parametrize("status", ["draft", "suspended"])
def test_a_profile_that_is_not_listed_cannot_be_reported(client: Client, status: str) -> None:
    therapist = TherapistFactory(published=True, slug="ana-ruiz")
    Therapist.objects.filter(pk=therapist.pk).update(status=status)

    assert client.get(address()).status_code == 404
    assert client.post(address(), SAID).status_code == 404
    thanks = client.get(reverse("inquiries:report-sent", args=["ana-ruiz"]))
    assert thanks.status_code == 200
    assert therapist.name not in thanks.content.decode()


@pytest.mark.usefixtures("vocabulary")
def test_who_reports_is_told_where_else_to_go(client: Client) -> None:
    therapist = TherapistFactory(published=True, slug="bea-ruiz", place="Denver")

    form = client.get(address("bea-ruiz")).content.decode()
    thanks = client.get(reverse("inquiries:report-sent", args=["bea-ruiz"])).content.decode()

    for page in (form, thanks):
        assert "Call 911 if you are in danger." in page
        assert "Colorado Office of Massage Therapy Licensure" in page
        assert 'href="https://dora.colorado.gov/"' in page
    assert therapist.name not in thanks


def test_thanks_for_a_report_of_nobody_name_no_state(client: Client) -> None:
    thanks = client.get(reverse("inquiries:report-sent", args=["nobody"])).content.decode()

    assert "The board that licenses massage therapists in your state" in thanks


@pytest.mark.usefixtures("therapist")
def test_a_serious_report_calls_the_moderators_once(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    moderator = ModeratorFactory()
    said = {**SAID, "reason": "conduct", "key": uuid.uuid4()}

    for _ in range(2):
        client.post(address(), said)

    assert [mail.to for mail in mailoutbox] == [[moderator.email]]
