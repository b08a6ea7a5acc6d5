"""Passkeys in a real browser, with a made-up device that holds them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from directory.demo.profile import THERAPIST_EMAIL
from tests.browser.axe import findings

PASSWORD = "seven quiet lamps outside"
#: Old browsers do not read and write credentials as JSON by themselves.
WITHOUT_JSON = """
delete PublicKeyCredential.parseCreationOptionsFromJSON;
delete PublicKeyCredential.parseRequestOptionsFromJSON;
delete PublicKeyCredential.prototype.toJSON;
"""


class Device:
    """What signs: a fingerprint reader that always recognizes the finger, until told otherwise."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        added = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self.id: str = added["authenticatorId"]

    def held(self) -> list[dict[str, Any]]:
        asked = {"authenticatorId": self.id}
        found: list[dict[str, Any]] = self.session.send("WebAuthn.getCredentials", asked)[
            "credentials"
        ]
        return found

    def recognize(self, finger: bool) -> None:
        self.session.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": finger}
        )


@pytest.fixture
def here(site: str, site_folder: Path) -> str:
    """The served site by a name, as browsers make no passkeys for a number; with a password."""
    with closing(sqlite3.connect(site_folder / "site.sqlite3", timeout=20)) as database, database:
        database.execute(
            "UPDATE accounts_user SET password = ? WHERE email = ?",
            (make_password(PASSWORD), THERAPIST_EMAIL),
        )
    return site.replace("127.0.0.1", "localhost")


@pytest.fixture
def context(browser: Browser, here: str) -> Iterator[BrowserContext]:
    opened = browser.new_context(base_url=here)
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email address").fill(THERAPIST_EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm(page: Page) -> None:
    """The password once more, where it is asked for."""
    if "/reauthenticate/" in page.url:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Continue").click()


def add_passkey(page: Page, name: str) -> None:
    page.goto("/accounts/2fa/webauthn/add/")
    confirm(page)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Let me sign in with it alone").check()
    page.get_by_role("button", name="Add the passkey").click()


def remove_passkeys(page: Page) -> None:
    """The served site is shared with other tests."""
    page.goto("/accounts/2fa/webauthn/")
    confirm(page)
    while (link := page.get_by_role("link", name="Remove")).count():
        link.first.click()
        confirm(page)
        page.get_by_role("button", name="Remove it").click()


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out", exact=True).click()


@pytest.mark.parametrize("is_old", [False, True], ids=["today's browser", "older browser"])
def test_a_passkey_is_added_and_signs_in_without_the_password(
    context: BrowserContext, is_old: bool
) -> None:
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: message.type in {"error", "warning"} and complaints.append(message.text),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    if is_old:
        page.add_init_script(WITHOUT_JSON)
    device = Device(page)
    sign_in(page)

    add_passkey(page, "Fingerprint")
    expect(page.get_by_role("heading", level=1, name="Recovery codes")).to_be_visible()
    assert findings(page) == []
    assert [key["rpId"] for key in device.held()] == ["localhost"]
    assert [key["isResidentCredential"] for key in device.held()] == [True]
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_role("heading", name="Fingerprint")).to_be_visible()
    expect(page.get_by_text("Works without the password")).to_be_visible()
    assert findings(page) == []

    sign_out(page)
    page.goto("/accounts/login/?next=/accounts/2fa/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/accounts/2fa/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Second factor and passkeys")

    sign_out(page)
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step of signing in")
    assert findings(page) == []
    page.get_by_role("button", name="Use a passkey or security key").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)

    remove_passkeys(page)
    assert complaints == []


def test_a_finger_that_is_not_recognized_changes_nothing_and_is_explained(
    context: BrowserContext,
) -> None:
    page = context.new_page()
    device = Device(page)
    sign_in(page)
    device.recognize(False)

    add_passkey(page, "Fingerprint")

    expect(page.get_by_role("status").get_by_text("canceled or took too long")).to_be_visible()
    expect(page.get_by_role("button", name="Add the passkey")).to_be_enabled()
    assert device.held() == []
    assert findings(page) == []


def test_a_browser_without_passkeys_says_so(context: BrowserContext) -> None:
    page = context.new_page()
    page.add_init_script("Object.defineProperty(window, 'PublicKeyCredential', {value: undefined})")

    page.goto("/accounts/login/")

    expect(page.get_by_text("This browser has no passkeys")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    assert findings(page) == []


def test_without_javascript_the_page_says_so_and_the_password_works(
    browser: Browser, here: str
) -> None:
    context = browser.new_context(base_url=here, java_script_enabled=False)
    page = context.new_page()

    page.goto("/accounts/login/")
    expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    sign_in(page)

    assert "/accounts/login/" not in urlsplit(page.url).path
    context.close()
