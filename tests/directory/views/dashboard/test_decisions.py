"""A therapist reads why, replies once, and asks another moderator once; nobody else sees it."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

from accounts.models import User
from directory.actions import appeals, hiding
from directory.choices import ProfileStatus
from directory.models import Appeal, Hiding, Therapist
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory
from tests.factories.moderation import AppealFactory, HidingFactory
from tests.factories.profiles import RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

PAGE = "/dashboard/decisions/"


@pytest.fixture
def hidden() -> Hiding:
    made: Hiding = HidingFactory(why="Nobody opens there.")
    return made


def signed_in(therapist: Therapist) -> Client:
    client = Client()
    client.force_login(therapist.owner)
    return client


def words(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(html.document_fromstring(response.text).text_content().split())


def address(about: Hiding) -> str:
    return f"{PAGE}hidden/{about.pk}/"


def test_the_dashboard_says_why_and_since_when_and_leads_to_the_page(hidden: Hiding) -> None:
    client = signed_in(hidden.therapist)

    response = client.get("/dashboard/")

    assert "Nobody opens there." in response.text
    assert f'href="{address(hidden)}"' in response.text
    assert f"since {hidden.hidden_at:%B} {hidden.hidden_at.day}" in response.text.replace(",", "")
    assert "a second moderator looks at it" in response.text


def test_a_profile_suspended_without_a_hiding_has_the_dashboard_that_it_had() -> None:
    therapist = TherapistFactory(published=True, status=ProfileStatus.SUSPENDED)

    assert "write to us about the rest" in words(signed_in(therapist), "/dashboard/")


@pytest.mark.parametrize("status", ["rejected", "changes-asked"])
def test_the_dashboard_leads_from_a_text_to_its_decision(status: str) -> None:
    revision = RevisionFactory(status=status, reasons="Name your school.")
    client = signed_in(revision.therapist)

    page = f"{PAGE}text/{revision.number}/"

    assert f'href="{page}"' in client.get("/dashboard/").text
    said = words(client, page)
    assert "Name your school." in said
    assert "within 7 days. It can take longer." in said


def test_a_reply_is_sent_once_and_shown(hidden: Hiding) -> None:
    client = signed_in(hidden.therapist)

    response = client.post(f"{address(hidden)}reply/", {"reply": "I moved <b>up</b>."})

    assert response.status_code == 302
    said = words(client, address(hidden))
    assert "I moved <b>up</b>." in said
    assert "reads your reply" in said
    again = client.post(f"{address(hidden)}reply/", {"reply": "And more."})
    assert again.status_code == 200
    assert "You have answered already" in again.text
    assert "And more." in again.text


def test_after_the_second_look_a_reply_is_too_late_and_an_appeal_is_not(hidden: Hiding) -> None:
    hiding.confirm(hidden.pk, by=ModeratorFactory())
    client = signed_in(hidden.therapist)

    late = client.post(f"{address(hidden)}reply/", {"reply": "What I typed."})
    sent = client.post(f"{address(hidden)}appeal/", {"appeal": "Please look."})

    assert "second moderator has looked already" in late.text
    assert "What I typed." in late.text
    assert sent.status_code == 302
    assert "You asked on" in words(client, address(hidden))


@pytest.mark.parametrize("step", ["reply", "appeal"])
@pytest.mark.parametrize("typed", ["", " \n", "x" * 200_000, "a\0b", "broken \ufffd"])
def test_bad_words_get_a_message_beside_the_field_and_stay(
    hidden: Hiding, step: str, typed: str
) -> None:
    client = signed_in(hidden.therapist)

    response = client.post(f"{address(hidden)}{step}/", {step: typed})

    assert response.status_code == 200
    page = html.document_fromstring(response.text)
    (field,) = page.xpath(f"//textarea[@name='{step}']")
    assert field.get("aria-invalid") == "true"
    assert (field.text or "").strip() == typed.strip().replace("\0", "")[
        : len(typed)
    ] or "\0" in typed
    assert page.xpath("//title")[0].text.strip().startswith("Error:")
    assert not Appeal.objects.exists()


def test_an_appeal_about_a_text_is_made_once() -> None:
    revision = RevisionFactory(status="rejected", reasons="No.")
    client, page = signed_in(revision.therapist), f"{PAGE}text/{revision.number}/"

    first = client.post(f"{page}appeal/", {"appeal": "I did."})
    second = client.post(f"{page}appeal/", {"appeal": "I did, really."})

    assert first.status_code == 302
    assert "You have asked for this already" in second.text
    assert "I did, really." in second.text
    assert Appeal.objects.get().text == "I did."


@pytest.mark.parametrize(
    ("is_granted", "said"),
    [(True, "Another moderator agrees with you."), (False, "the decision stays")],
)
def test_the_answer_is_on_the_page(is_granted: bool, said: str) -> None:
    made = AppealFactory(hidden=True)
    appeals.decide(made.pk, is_granted=is_granted, answer="I looked.", by=ModeratorFactory())

    page = words(signed_in(made.therapist), address(made.hiding))

    assert said in page
    assert "I looked." in page


def test_the_answer_about_a_text_is_on_its_page_when_it_waits_again() -> None:
    revision = RevisionFactory(status="rejected", reasons="No.")
    made = AppealFactory(revision=revision)
    appeals.decide(made.pk, is_granted=True, answer="I looked.", by=ModeratorFactory())

    page = words(signed_in(revision.therapist), f"{PAGE}text/{revision.number}/")

    assert "Another moderator agrees with you." in page
    assert "I looked." in page


def test_the_page_names_no_moderator(hidden: Hiding) -> None:
    User.objects.filter(pk=hidden.hidden_by_id).update(name="Mo Derator")

    page = words(signed_in(hidden.therapist), address(hidden))

    assert "Mo Derator" not in page


@pytest.mark.parametrize("step", ["", "reply/", "appeal/"])
def test_of_others_it_is_not_there(hidden: Hiding, step: str) -> None:
    for therapist in (TherapistFactory(), TherapistFactory(owner=ModeratorFactory())):
        client = signed_in(therapist)
        send = client.post if step else client.get
        assert send(f"{address(hidden)}{step}", {"reply": "x", "appeal": "x"}).status_code == 404


@pytest.mark.parametrize("number", ["0", "9" * 19, "9" * 60])
@pytest.mark.parametrize("page", ["text/{}/", "hidden/{}/", "text/{}/appeal/", "hidden/{}/reply/"])
def test_numbers_that_name_nothing_are_404(hidden: Hiding, page: str, number: str) -> None:
    client, path = signed_in(hidden.therapist), PAGE + page.format(number)

    assert client.post(path).status_code in (404, 405)
    if "/appeal" not in page and "/reply" not in page:
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("status", ["draft", "submitted", "approved", "withdrawn"])
def test_a_text_without_a_decision_to_appeal_has_no_page(status: str) -> None:
    revision = RevisionFactory(status=status)

    response = signed_in(revision.therapist).get(f"{PAGE}text/{revision.number}/")

    assert response.status_code == 404


def test_a_get_to_a_button_leads_to_its_page_and_signing_in_is_needed(hidden: Hiding) -> None:
    client = signed_in(hidden.therapist)

    for step in ("reply", "appeal"):
        assert client.get(f"{address(hidden)}{step}/").headers["Location"] == address(hidden)
        assert client.put(f"{address(hidden)}{step}/").status_code == 405
    assert Client().get(address(hidden)).headers["Location"].startswith("/accounts/login/")


def test_a_removed_profile_has_nothing_to_send() -> None:
    made = HidingFactory(therapist__status=ProfileStatus.REMOVED)
    client = signed_in(made.therapist)

    assert "<textarea" not in client.get(address(made)).text
    assert "was removed" in client.post(f"{address(made)}reply/", {"reply": "Why?"}).text


def test_reply_and_appeal_are_one_form_and_neither_loses_the_other(hidden: Hiding) -> None:
    client = signed_in(hidden.therapist)
    page = html.document_fromstring(client.get(address(hidden)).text)
    (form,) = page.xpath("//main//form[.//textarea]")
    assert [area.get("name") for area in form.xpath(".//textarea")] == ["reply", "appeal"]
    assert [button.get("formaction") for button in form.xpath(".//button")] == [
        f"{address(hidden)}reply/",
        f"{address(hidden)}appeal/",
    ]
    typed = {"reply": "My side.", "appeal": "Half an appeal."}

    refused = client.post(f"{address(hidden)}reply/", typed | {"reply": ""})
    too_long = client.post(f"{address(hidden)}reply/", typed | {"appeal": "x" * 40_000})
    sent = client.post(f"{address(hidden)}reply/", typed, follow=True)

    assert "Half an appeal." in refused.text
    assert "too long to be kept" in too_long.text
    assert "My side." in too_long.text
    for response in (sent, client.get(address(hidden))):
        (area,) = html.document_fromstring(response.text).xpath("//textarea")
        assert (area.get("name"), area.text.strip()) == ("appeal", "Half an appeal.")
    client.post(f"{address(hidden)}appeal/", {"appeal": "Half an appeal."})
    assert "<textarea" not in client.get(address(hidden)).text
