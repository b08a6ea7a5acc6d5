"""The page of an invitation: looked at without effect, accepted when signed in, or declined."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone
from lxml import html
from post_office.models import Email

from directory.actions import inviting
from directory.models import Invitation, Therapist
from tests.directory.invitations.test_candidates import read
from tests.factories.accounts import PASSWORD, ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.moderation import InvitationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued_mail", "vocabulary")]
OWN = "/dashboard/invitation/"


@pytest.fixture
def page() -> str:
    """The address in the mail."""
    inviting.invite(read(), batch=uuid4(), line=2, by=ModeratorFactory())
    match = re.search(r"/invitation/[A-Za-z0-9_-]+/", Email.objects.get().message)
    assert match
    return match[0]


def test_the_page_says_what_is_known_and_when_it_goes(client: Client, page: str) -> None:
    text = client.get(page).content.decode()

    assert "Quiet Room, 1 Main Street, Denver, CO, 80202" in text
    assert "ana@example.com" in text
    assert "noindex" in text


def test_looking_changes_nothing(client: Client, page: str) -> None:
    client.get(page)
    client.head(page)

    assert Invitation.objects.get().accepted_at is None


def test_a_stranger_is_asked_to_sign_up_and_nothing_is_accepted(client: Client, page: str) -> None:
    assert client.post(page, {"answer": "accept"}).status_code == 200
    assert not Therapist.objects.exists()


@pytest.mark.parametrize(
    ("answer", "entrance"), [("sign-up", "/accounts/signup/"), ("sign-in", "/accounts/login/")]
)
def test_the_way_to_an_account_remembers_the_invitation_and_names_it_nowhere(
    client: Client, page: str, answer: str, entrance: str
) -> None:
    token = page.split("/")[2]

    response = client.post(page, {"answer": answer}, follow=True)

    assert response.redirect_chain == [(f"{entrance}?next=%2Fdashboard%2Finvitation%2F", 302)]
    assert token not in response.content.decode() + str(dict(client.session))


def confirmed(client: Client, email: str) -> Client:
    """Signs up, and follows the link of the mail in the same browser."""
    client.post("/accounts/signup/", {"email": email, "password1": PASSWORD})
    message = Email.objects.order_by("pk").last()
    assert message
    link = re.search(r"/accounts/confirm-email/[^/]+/", message.message)
    assert link
    client.post(link[0])
    return client


def sign_in(client: Client, email: str) -> str:
    data = {"login": email, "password": PASSWORD}
    return client.post("/accounts/login/", data, follow=True).content.decode()


WAITS = "An invitation is waiting for you"


def test_after_signing_up_with_another_address_the_same_browser_knows_the_invitation(
    client: Client, page: str
) -> None:
    client.post(page, {"answer": "sign-up"})
    confirmed(client, "other@example.com")

    assert WAITS in sign_in(client, "other@example.com")
    assert "MT.0012345" in client.get(OWN).content.decode()
    client.post(OWN, {"answer": "accept"})
    assert Therapist.objects.get().owner.email == "other@example.com"
    assert client.get(OWN).status_code == 404


def test_the_invited_address_is_known_in_any_browser_once_it_is_confirmed(page: str) -> None:
    confirmed(Client(), "Ana@example.com")

    elsewhere = Client()
    assert WAITS in sign_in(elsewhere, "ana@example.com")
    assert "All of it is deleted" in elsewhere.post(OWN, {"answer": "decline"}).content.decode()
    assert not Invitation.objects.exists()
    assert WAITS not in elsewhere.get("/dashboard/").content.decode()


def test_an_address_that_is_not_confirmed_or_not_invited_learns_nothing(
    client: Client, page: str
) -> None:
    # As while an address is being changed: typed, and not yet confirmed.
    user = UserFactory(email="other@example.com")
    EmailAddress.objects.create(user=user, email="ana@example.com", verified=False)
    client.force_login(user)

    assert WAITS not in client.get("/dashboard/").content.decode()
    assert client.get(OWN).status_code == 404
    assert client.post(OWN, {"answer": "decline"}).status_code == 404
    assert Invitation.objects.exists()


def test_signing_up_looks_the_same_whether_an_address_is_invited_or_not(page: str) -> None:
    def answers(email: str) -> tuple[int, str]:
        client = Client()
        data = {"email": email, "password1": PASSWORD}
        response = client.post("/accounts/signup/", data, follow=True)
        text = response.content.decode().replace(email, "")
        return response.status_code, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)

    assert answers("ana@example.com") == answers("ben@example.com")


def test_a_browser_forgets_an_invitation_after_a_day(client: Client, page: str) -> None:
    client.post(page, {"answer": "sign-in"})
    user = UserFactory()
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        client.force_login(user)
        assert client.get(OWN).status_code == 404


def test_who_is_signed_in_begins_a_draft(client: Client, page: str) -> None:
    user = UserFactory()
    client.force_login(user)

    response = client.post(page, {"answer": "accept"})

    assert response.status_code == 302
    assert Therapist.objects.get().owner == user
    assert client.get(response["Location"]).status_code == 200


def test_every_page_of_the_editor_opens_with_the_draft(client: Client, page: str) -> None:
    client.force_login(UserFactory())
    client.post(page, {"answer": "accept"})

    for name in ("place", "credentials", "experience"):
        text = client.get(f"/dashboard/profile/{name}/").content.decode()
        assert any(word in text for word in ("Quiet Room", "MT.0012345", "2010")), name


def test_a_profile_that_is_there_stays_and_the_page_says_so(client: Client, page: str) -> None:
    client.force_login(TherapistFactory().owner)

    response = client.post(page, {"answer": "accept"})

    assert "You have a profile already" in response.content.decode()


def test_whoever_has_a_profile_is_led_to_where_each_new_fact_goes(client: Client) -> None:
    therapist = TherapistFactory(name="Ana Silva")
    address = therapist.owner.email
    InvitationFactory(email=address, content=read().content)
    client.force_login(therapist.owner)

    assert OWN in client.get("/dashboard/").content.decode()
    text = client.get(OWN).content.decode()

    assert "you do not need this invitation" in text
    assert "Begin my draft" not in text
    facts = html.fromstring(text).xpath("//dl[@class='facts']/div")
    links = {fact[0].text_content(): fact.xpath(".//a/@href") for fact in facts}
    assert links == {
        "Name": [],
        "Website": ["/dashboard/profile/place/"],
        "Practicing since": ["/dashboard/profile/experience/"],
        "Place": ["/dashboard/profile/place/"],
        "License": ["/dashboard/profile/credentials/"],
        "Email": [],
    }


def test_declining_needs_no_account(client: Client, page: str) -> None:
    response = client.post(page, {"answer": "decline"})

    assert "All of it is deleted" in response.content.decode()
    assert not Invitation.objects.exists()
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("answer", ["", "publish", "accept\x00", "decline" * 1000])
def test_any_other_answer_shows_the_page_again(client: Client, page: str, answer: str) -> None:
    assert client.post(page, {"answer": answer}).status_code == 200
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize("token", ["x", "a" * 43, "a" * 5000, "%00" * 43, "é" * 43])
def test_other_links_say_that_the_invitation_is_over(client: Client, token: str) -> None:
    response = client.get(f"/invitation/{token}/")

    assert response.status_code == 404
    assert "This invitation is over" in response.content.decode()


def test_a_link_ends_on_its_day_even_if_no_job_has_run(client: Client, page: str) -> None:
    Invitation.objects.update(delete_on=timezone.localdate())
    assert client.get(page).status_code == 404
    Invitation.objects.update(delete_on=timezone.localdate() + timedelta(days=1))
    assert client.get(page).status_code == 200
