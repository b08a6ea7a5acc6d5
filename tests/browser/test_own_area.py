"""Every page of a therapist's own area and account can be used by everyone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser, Page

from directory.demo.profile import THERAPIST_EMAIL
from directory.forms.pages import PAGES
from tests.browser.axe import findings
from tests.browser.test_accessibility import NARROWEST
from tests.browser.visits import Visit
from tests.browser.way import fits

PASSWORD = "seven quiet lamps outside"
OWN_AREA = {
    "dashboard": "/dashboard/",
    **{page.key: f"/dashboard/profile/{page.key}/" for page in PAGES},
    "check your answers": "/dashboard/profile/check/",
    "preview": "/dashboard/preview/",
    "preview of the page": "/dashboard/preview/page/",
    "preview on paper": "/dashboard/preview/page/?as=paper",
    "changes": "/dashboard/history/",
    "photo": "/dashboard/photo/",
    "documents": "/dashboard/documents/",
    "statistics": "/dashboard/statistics/",
    "place in the list": "/dashboard/statistics/place/?near=80202&miles=50",
    "place in the list, misunderstood": "/dashboard/statistics/place/?near=x&max_rate=abc",
    "being listed": "/dashboard/listing/",
    "account": "/dashboard/account/",
    "email address": "/accounts/email/",
    "password": "/accounts/password/change/",
    "second factor": "/accounts/2fa/",
    "passkeys": "/accounts/2fa/webauthn/",
    "devices": "/accounts/sessions/",
    "sign out": "/accounts/logout/",
    "password once more": "/accounts/reauthenticate/",
}
MAILS = ("confirm", "profile-approved", "account-email-confirmation")


@pytest.fixture(scope="module")
def session(browser: Browser, site: str, site_folder: Path) -> Any:
    """Cookies of the demo therapist, who signs in once for all of these tests."""
    with closing(sqlite3.connect(site_folder / "site.sqlite3", timeout=20)) as database, database:
        database.execute(
            "UPDATE accounts_user SET password = ? WHERE email = ?",
            (make_password(PASSWORD), THERAPIST_EMAIL),
        )
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("[name=login]", THERAPIST_EMAIL)
    page.fill("[name=password]", PASSWORD)
    page.locator("form", has=page.locator("[name=password]")).locator("[type=submit]").first.click()
    page.wait_for_url("**/dashboard/")
    yield context.storage_state()
    context.close()


@pytest.fixture
def look(browser: Browser, site: str, session: Any) -> Iterator[Any]:
    visits: list[Visit] = []

    def looked(path: str, *, width: int, color_scheme: Any = "light") -> Visit:
        context = browser.new_context(
            base_url=site,
            storage_state=session,
            viewport={"width": width, "height": 900},
            color_scheme=color_scheme,
            reduced_motion="reduce",
        )
        visits.append(Visit(context))
        visits[-1].go(path)
        return visits[-1]

    yield looked
    for made in visits:
        made.context.close()


def is_there(page: Page, path: str) -> None:
    """Not led to sign in."""
    assert page.url.endswith(path)
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize(("width", "color_scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("name", OWN_AREA)
def test_axe_finds_nothing(look: Any, name: str, width: int, color_scheme: str) -> None:
    seen = look(OWN_AREA[name], width=width, color_scheme=color_scheme)

    is_there(seen.page, OWN_AREA[name])
    assert findings(seen.page) == []
    assert seen.complaints == []


@pytest.mark.parametrize("name", OWN_AREA)
def test_nothing_scrolls_sideways_and_nothing_comes_from_elsewhere(
    look: Any, site: str, name: str
) -> None:
    seen = look(OWN_AREA[name], width=NARROWEST)

    fits(seen.page)
    seen.settle()
    assert [url for url in seen.requests if not url.startswith(f"{site}/")] == []


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_can_be_read_by_everyone_on_a_phone(look: Any, name: str) -> None:
    seen = look(f"/dev/mails/{name}/html/", width=NARROWEST)

    assert findings(seen.page) == []
    fits(seen.page)
