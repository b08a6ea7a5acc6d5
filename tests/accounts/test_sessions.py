"""When a session begins, and what ends it."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from lxml import html

from accounts.models import User
from tests.accounts.conftest import SignIn
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "seven quiet lamps outside"
CLOSED = "/accounts/email/"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)


def is_in(client: Client) -> bool:
    return client.get(CLOSED).status_code == 200


def buttons(client: Client) -> list[str]:
    page = html.document_fromstring(client.get("/accounts/sessions/").text)
    return [one.text_content().strip() for one in page.xpath("//main//form//button")]


def test_signing_in_gives_the_session_a_new_key(client: Client, user: User) -> None:
    client.get("/accounts/password/reset/key/1-set-password/")
    session = client.session
    session["kept"] = True
    session.save()
    client.cookies["sessionid"] = before = str(session.session_key)

    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    assert client.session.session_key != before
    assert is_in(client)
    assert not is_in(Client(headers={"cookie": f"sessionid={before}"}))


def test_signing_out_ends_the_session_on_the_server(signed_in: Client) -> None:
    cookie = signed_in.cookies["sessionid"].value
    signed_in.post("/accounts/logout/")

    stolen = Client()
    stolen.cookies["sessionid"] = cookie

    assert not is_in(signed_in)
    assert not is_in(stolen)


def test_looking_at_the_sign_out_page_signs_nobody_out(signed_in: Client) -> None:
    signed_in.get("/accounts/logout/")

    assert is_in(signed_in)


def test_another_password_ends_all_other_sessions(user: User, sign_in: SignIn) -> None:
    here, elsewhere = sign_in(user), sign_in(user)
    key = here.session.session_key

    here.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    )

    assert is_in(here)
    assert here.session.session_key != key
    assert not is_in(elsewhere)


def test_a_forgotten_password_ends_every_session(user: User, sign_in: SignIn) -> None:
    elsewhere, visitor = sign_in(user), Client()
    visitor.post("/accounts/password/reset/", {"email": user.email})
    link = str(mail.outbox[-1].body).split("http://testserver")[1].split()[0]
    page = visitor.get(link, follow=True).redirect_chain[-1][0]

    visitor.post(page, {"password1": NEW, "password2": NEW})

    assert not is_in(elsewhere)
    assert not is_in(visitor)
    assert is_in(sign_in(user, NEW))


def test_an_account_that_is_switched_off_is_signed_out_for_good(
    user: User, sign_in: SignIn, settings: pytest.FixtureRequest
) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    person, admin = sign_in(user), Client()
    admin.force_login(User.objects.create_superuser("root@example.com"))
    address = f"/admin/accounts/user/{user.pk}/change/"

    admin.post(address, {"email": user.email, "name": user.name})
    assert not User.objects.get(pk=user.pk).is_active
    assert not is_in(person)

    admin.post(address, {"email": user.email, "name": user.name, "is_active": "on"})
    assert not is_in(person)
    assert is_in(sign_in(user))


def test_the_list_shows_where_somebody_is_signed_in(user: User, sign_in: SignIn) -> None:
    client = sign_in(user)
    other = Client(headers={"user-agent": IPHONE})
    other.post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    page = html.document_fromstring(client.get("/accounts/sessions/").text)

    lines = [
        " ".join(one.text_content().split()) for one in page.xpath("//ul[@class='devices']/li")
    ]
    assert lines == [
        "Unknown browser This browser Signed in now Internet address 127.0.0.1",
        "Safari on iPhone Signed in now Internet address 127.0.0.1",
    ]
    assert page.xpath("//a[@href='/accounts/password/change/']")


def test_the_buttons_say_what_they_do(user: User, sign_in: SignIn) -> None:
    here = sign_in(user)
    assert buttons(here) == ["Sign out"]

    sign_in(user)
    assert buttons(here) == ["Sign out everywhere else", "Sign out everywhere, here too"]


@pytest.mark.parametrize("sent", ["", "<b>x</b>", "\x7f\xff", "Mozilla/5.0 " + "x" * 5000])
def test_a_browser_that_says_strange_things_is_listed_all_the_same(
    user: User, sign_in: SignIn, sent: str
) -> None:
    Client(headers={"user-agent": sent}).post(
        "/accounts/login/", {"login": user.email, "password": PASSWORD}
    )

    response = sign_in(user).get("/accounts/sessions/")

    assert response.status_code == 200
    assert response.text.count("Unknown browser") == 2
    assert "<b>x" not in response.text


def test_all_other_browsers_are_signed_out(user: User, sign_in: SignIn) -> None:
    here, elsewhere = sign_in(user), sign_in(user)

    here.post("/accounts/sessions/")

    assert is_in(here)
    assert not is_in(elsewhere)


def test_all_browsers_are_signed_out_this_one_too(user: User, sign_in: SignIn) -> None:
    stranger = sign_in(User.objects.create_user("ben@example.com", PASSWORD))
    here, elsewhere = sign_in(user), sign_in(user)

    response = here.post("/dashboard/account/sign-out-everywhere/", follow=True)

    assert "You are signed out everywhere." in response.text
    assert not is_in(here)
    assert not is_in(elsewhere)
    assert UserSession.objects.filter(user=user).count() == 0
    assert stranger.session.session_key != here.session.session_key


def test_signing_out_everywhere_takes_a_press_of_a_button(signed_in: Client) -> None:
    assert signed_in.get("/dashboard/account/sign-out-everywhere/").status_code == 405
    assert is_in(signed_in)


def test_without_the_box_the_browser_forgets_the_session_when_it_closes(
    client: Client, user: User
) -> None:
    answers = {"login": user.email, "password": PASSWORD}

    client.post("/accounts/login/", answers)
    assert client.cookies["sessionid"]["expires"] == ""

    client.post("/accounts/logout/")
    client.post("/accounts/login/", answers | {"remember": "on"})
    assert client.cookies["sessionid"]["max-age"] == 14 * 24 * 60 * 60
