"""Every page of the sign-in package wears the site's layout and speaks its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import allauth.urls
import lxml.html
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client
from django.urls import URLPattern, URLResolver

from accounts.models import User
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db

FOR_VISITORS = {
    "account_login": "/accounts/login/",
    "account_signup": "/accounts/signup/",
    "account_reset_password": "/accounts/password/reset/",
    "account_reset_password_done": "/accounts/password/reset/done/",
    "account_reset_password_from_key": "/accounts/password/reset/key/1-wrong/",
    "account_reset_password_from_key_done": "/accounts/password/reset/key/done/",
    "account_email_verification_sent": "/accounts/confirm-email/",
    "account_confirm_email": "/accounts/confirm-email/wrong/",
    "account_inactive": "/accounts/inactive/",
}
FOR_PEOPLE = {
    "account_logout": "/accounts/logout/",
    "account_reauthenticate": "/accounts/reauthenticate/",
    "account_email": "/accounts/email/",
    "account_change_password": "/accounts/password/change/",
    "mfa_index": "/accounts/2fa/",
    "mfa_activate_totp": "/accounts/2fa/totp/activate/",
    "mfa_list_webauthn": "/accounts/2fa/webauthn/",
    "mfa_add_webauthn": "/accounts/2fa/webauthn/add/",
    "usersessions_list": "/accounts/sessions/",
}
WITH_FACTORS = {
    "mfa_reauthenticate": "/accounts/2fa/reauthenticate/",
    "mfa_deactivate_totp": "/accounts/2fa/totp/deactivate/",
    "mfa_view_recovery_codes": "/accounts/2fa/recovery-codes/",
    "mfa_generate_recovery_codes": "/accounts/2fa/recovery-codes/generate/",
}
OF_A_PASSKEY = {
    "mfa_edit_webauthn": "/accounts/2fa/webauthn/keys/{pk}/edit/",
    "mfa_remove_webauthn": "/accounts/2fa/webauthn/keys/{pk}/remove/",
}
#: Pages that show up elsewhere in these tests, and addresses without a page of their own.
OTHERS = {
    "account_set_password",
    "mfa_authenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_login_webauthn",  # answers in JSON, or leads to signing in
    "mfa_download_recovery_codes",  # a text file
    "account_confirm_login_code",  # leads to signing in: no codes are sent here
}


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        else:
            yield str(pattern.name)


def faults(text: str) -> list[str]:
    """What a page of this site never has."""
    page = lxml.html.fromstring(text)
    controls = page.xpath("//main//*[self::input or self::select or self::textarea]")
    shown = [one for one in controls if one.get("type") != "hidden" and "hidden" not in one.attrib]
    labeled = {label.get("for") for label in page.iter("label")}
    ids = [one.get("id") for one in page.iter() if isinstance(one.tag, str) and one.get("id")]
    found = {
        "no h1": len(page.xpath("//h1")) != 1,
        "foreign layout": not page.xpath("//header[@class='site-header']"),
        "a box without a label": any(one.get("id") not in labeled for one in shown),
        "gray words in a box": any(one.get("placeholder") for one in shown),
        "an id twice": len(ids) != len(set(ids)),
        "inline code": bool(re.search(r"\sstyle=|\son\w+=|<style|javascript:", text)),
        "a script in the page": bool(page.xpath("//script[not(@src)][not(@type)]")),
        "a stock word": "Two-Factor" in text or "Sign Up" in text or "Confirm Access" in text,
        "a form that forgets its token": any(
            not form.xpath(".//input[@name='csrfmiddlewaretoken']")
            for form in page.xpath("//main//form[@method='post']")
        ),
    }
    return [name for name, is_there in found.items() if is_there]


def add_factors(user: User) -> Authenticator:
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    return passkey(user)


def passkey(user: User) -> Authenticator:
    # The attestation of a made-up key: pages show its name and never open it.
    data = {"name": "My phone", "credential": {}}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)


def test_no_page_of_the_package_is_left_out() -> None:
    known = {*FOR_VISITORS, *FOR_PEOPLE, *WITH_FACTORS, *OF_A_PASSKEY, *OTHERS}

    assert set(names(allauth.urls.urlpatterns)) == known


@pytest.mark.parametrize("path", FOR_VISITORS.values(), ids=FOR_VISITORS.keys())
def test_a_page_for_visitors_is_one_of_this_site(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 200
    assert faults(response.text) == []


@pytest.mark.parametrize("path", FOR_PEOPLE.values(), ids=FOR_PEOPLE.keys())
def test_a_page_for_people_is_one_of_this_site(trusted: Client, path: str) -> None:
    response = trusted.get(path)

    assert response.status_code == 200
    assert faults(response.text) == []
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("path", WITH_FACTORS.values(), ids=WITH_FACTORS.keys())
def test_a_page_about_factors_is_one_of_this_site(trusted: Client, user: User, path: str) -> None:
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)

    response = trusted.get(path)

    assert response.status_code == 200
    assert faults(response.text) == []


@pytest.mark.parametrize("path", OF_A_PASSKEY.values(), ids=OF_A_PASSKEY.keys())
def test_a_page_about_one_passkey_is_one_of_this_site(
    trusted: Client, user: User, path: str
) -> None:
    response = trusted.get(path.format(pk=passkey(user).pk))

    assert response.status_code == 200
    assert "My phone" in response.text
    assert faults(response.text) == []


def test_somebody_elses_passkey_is_not_there(trusted: Client) -> None:
    other = passkey(User.objects.create_user("ben@example.com"))

    for path in OF_A_PASSKEY.values():
        assert trusted.get(path.format(pk=other.pk)).status_code == 404
        assert trusted.post(path.format(pk=other.pk), {"name": "Mine"}).status_code == 404


def test_the_list_of_passkeys_names_them(trusted: Client, user: User) -> None:
    passkey(user)

    response = trusted.get("/accounts/2fa/webauthn/")

    assert "My phone" in response.text
    assert faults(response.text) == []


def test_a_person_without_a_password_sets_one(client: Client) -> None:
    newcomer = User.objects.create_user("new@example.com")
    client.force_login(newcomer)

    assert faults(client.get("/accounts/password/set/").text) == []

    client.post("/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    newcomer.refresh_from_db()
    assert newcomer.check_password(PASSWORD)


def test_the_second_step_is_a_page_of_this_site(client: Client, user: User) -> None:
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")

    response = client.post(
        "/accounts/login/", {"login": user.email, "password": PASSWORD}, follow=True
    )

    assert response.redirect_chain[-1][0] == "/accounts/2fa/authenticate/"
    assert faults(response.text) == []
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/accounts/login/", {"login": "x", "password": ""}),
        ("/accounts/signup/", {"email": "x", "password1": "short"}),
        ("/accounts/password/reset/", {"email": "x"}),
    ],
)
def test_what_is_wrong_stands_on_top_and_beside_its_field(
    client: Client, path: str, data: dict[str, str]
) -> None:
    response = client.post(path, data)
    page = lxml.html.fromstring(response.text)

    assert faults(response.text) == []
    assert page.findtext(".//title").startswith("Error:")
    links = page.xpath("//*[@class='error-summary']//a/@href")
    assert links
    for link in links:
        field = page.get_element_by_id(link.removeprefix("#"))
        assert field.get("aria-invalid") == "true"
        assert f"{field.get('id')}_error" in field.get("aria-describedby")


@pytest.mark.parametrize(
    ("path", "name", "autocomplete"),
    [
        ("/accounts/login/", "login", "username"),
        ("/accounts/login/", "password", "current-password"),
        ("/accounts/signup/", "email", "email"),
        ("/accounts/signup/", "password1", "new-password"),
        ("/accounts/password/reset/", "email", "email"),
    ],
)
def test_browsers_and_password_managers_know_what_belongs_where(
    client: Client, path: str, name: str, autocomplete: str
) -> None:
    page = lxml.html.fromstring(client.get(path).text)

    assert page.xpath(f"//input[@name='{name}']/@autocomplete") == [autocomplete]


def test_the_link_of_a_mail_opens_a_page_with_one_button(client: Client) -> None:
    client.post("/accounts/signup/", {"email": "new@example.com", "password1": PASSWORD})
    found = re.search(r"http://testserver(\S+confirm-email/\S+)", str(mail.outbox[0].body))
    assert found

    response = client.get(found[1])

    assert faults(response.text) == []
    assert not EmailAddress.objects.get().verified  # looking is not confirming
    client.post(found[1])
    assert EmailAddress.objects.get().verified


def test_recovery_codes_are_shown_and_downloaded(trusted: Client, user: User) -> None:
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    codes = RecoveryCodes.activate(user).get_unused_codes()

    text = trusted.get("/accounts/2fa/recovery-codes/").text
    file = trusted.get("/accounts/2fa/recovery-codes/download/")

    assert all(code in text for code in codes)
    assert file.text.split() == codes
    assert "attachment" in file["Content-Disposition"]
    assert "no-store" in file["Cache-Control"]


def test_staff_and_therapists_are_led_to_where_they_work(
    client: Client, user: User, django_user_model: type[User]
) -> None:
    django_user_model.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)

    response = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    assert response["Location"] == "/admin/"


def test_the_page_that_was_asked_for_comes_first(client: Client, user: User) -> None:
    answers = {"login": user.email, "password": PASSWORD, "next": "/accounts/email/"}

    assert client.post("/accounts/login/", answers)["Location"] == "/accounts/email/"
