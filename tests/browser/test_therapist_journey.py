"""From nothing to a profile that waits for a moderator: by keyboard alone, and on a phone."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from directory.vetting import QUESTIONS
from tests.browser.axe import findings
from tests.browser.travelers import Aim, ByHand, ByKeyboard, Traveler
from tests.browser.visits import Visit, Visiting
from tests.browser.way import fits

PASSWORD = "seven quiet lamps outside"
SIGN_UP = Aim("main a", "Open an account")
SEND = Aim("main form button[type=submit]")
NEXT = Aim("main button", "Save and continue")


def field(name: str, kind: str = "input") -> Aim:
    return Aim(f"main {kind}[name='{name}']")


def is_fine(page: Page) -> None:
    """Nobody is kept out by this page as it stands now. Without scripts axe cannot look, but the
    page is the same."""
    page.wait_for_load_state()
    fits(page)
    if not page.evaluate("matchMedia('(scripting: none)').matches"):
        assert findings(page) == [], page.url


def link_in_the_mail(database: Path, address: str) -> str:
    """As the person finds it in the newest mail; the site only has it in the queue."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        found = connection.execute(
            'SELECT message FROM post_office_email WHERE "to" = ? ORDER BY id DESC', [address]
        ).fetchone()
    assert found, f"No mail to {address}."
    return re.findall(r"/accounts/confirm-email/\S+", found[0])[0]


# The steps of the way --------------------------------------------------------------------------


def open_an_account(by: Traveler, seen: Visit, database: Path, address: str) -> None:
    page = seen.page
    seen.go("/accounts/signup/")
    is_fine(page)
    by.write(field("email"), "not an address")
    by.write(field("password1"), "short")
    by.choose(SEND)
    expect(page.locator(".error-summary")).to_be_visible()
    is_fine(page)

    by.write(field("name"), "Ana Journey")
    by.write(field("email"), address)
    by.write(field("password1"), PASSWORD)
    by.choose(SEND)
    page.wait_for_url("**/accounts/confirm-email/")
    is_fine(page)
    seen.go(link_in_the_mail(database, address))
    is_fine(page)
    by.choose(SEND)
    page.wait_for_url("**/accounts/login/**")
    by.write(field("login"), address)
    by.write(field("password"), PASSWORD)
    by.choose(SEND)
    page.wait_for_url("**/dashboard/")
    is_fine(page)


def begin(by: Traveler, page: Page) -> None:
    by.write(field("name"), " ")
    by.choose(Aim("main button", "Start"))
    expect(page.locator(".error-summary")).to_be_visible()
    is_fine(page)
    by.write(field("name"), "Ana Journey")
    by.choose(Aim("main button", "Start"))
    page.wait_for_url("**/dashboard/profile/place/")
    is_fine(page)


def at(page: Page, key: str) -> None:
    page.wait_for_url(re.compile(rf"/dashboard/profile/{key}/(#.*)?$"))
    is_fine(page)


def say_where(by: Traveler, page: Page) -> None:
    """With a ZIP code that does not exist at first: nothing else has to be typed again."""
    row = "place-locations-0"
    by.write(field("about-intro", "textarea"), "I listen first.")
    by.write(field("about-website"), "https://ana.example.com")
    by.pick(field(f"{row}-setting", "select"), "Own studio")
    by.write(field(f"{row}-city"), "Denver")
    by.pick(field(f"{row}-state", "select"), "Colorado")
    by.write(field(f"{row}-postal_code"), "00000")
    by.choose(NEXT)
    expect(page.locator(".error-summary")).to_be_visible()
    is_fine(page)
    expect(page.locator("[name=about-intro]")).to_have_value("I listen first.")
    by.write(field(f"{row}-postal_code"), "80202")
    by.write(field("phone-phone"), "303 555 0142")
    by.choose(NEXT)


def say_nothing(by: Traveler, page: Page) -> None:
    """What nobody has to say may be left for later."""
    by.choose(NEXT)


def answer_credentials(by: Traveler, page: Page) -> None:
    row = "credentials-credentials-0"
    by.pick(field(f"{row}-kind", "select"), "State or territory license")
    by.write(field(f"{row}-issuer"), "Colorado Office of Massage Therapy")
    by.write(field(f"{row}-number"), "MT.0012345")
    by.pick(field(f"{row}-region", "select"), "Colorado")
    by.choose(Aim("main button[value^='add:']"))
    expect(page.locator(f"[name={row}-number]")).to_have_value("MT.0012345")
    is_fine(page)
    by.choose(Aim("main button[value='remove:credentials:1']"))
    expect(page.locator("[name='credentials-credentials-1-number']")).to_have_count(0)
    is_fine(page)
    by.choose(NEXT)


def answer_experience(by: Traveler, page: Page) -> None:
    by.write(field("experience-practicing_since"), "2012")
    by.write(field("experience-back_and_leg_percent"), "40")
    by.choose(NEXT)


def answer_techniques(by: Traveler, page: Page) -> None:
    by.pick(field("techniques-techniques-0-technique", "select"), "Deep tissue massage")
    by.choose(NEXT)


def answer_approach(by: Traveler, page: Page) -> None:
    """The wording linter has something to say, and nothing is refused for it."""
    text = "I ask about warning signs first. I cure sciatica."
    by.write(field("approach-approach_text", "textarea"), text)
    by.choose(Aim(".editor__actions button[value=save]", "Save"))
    expect(page.locator(".wording-hint")).to_contain_text("cure")
    is_fine(page)
    by.choose(NEXT)


def answer_sessions(by: Traveler, page: Page) -> None:
    row = "sessions-phases-0"
    by.write(field(f"{row}-sessions"), "4")
    by.pick(field(f"{row}-minutes", "select"), "60 minutes")
    by.write(field(f"{row}-every_days"), "7")
    by.choose(NEXT)


def answer_rates(by: Traveler, page: Page) -> None:
    row = "rates-rates-0"
    by.pick(field(f"{row}-minutes", "select"), "60 minutes")
    by.write(field(f"{row}-price_cents"), "ninety")
    by.choose(NEXT)
    expect(page.locator(".error-summary")).to_be_visible()
    is_fine(page)
    by.write(field(f"{row}-price_cents"), "95.50")
    by.choose(NEXT)


PAGES = (
    ("place", say_where),
    ("availability", say_nothing),
    ("credentials", answer_credentials),
    ("experience", answer_experience),
    ("techniques", answer_techniques),
    ("approach", answer_approach),
    ("sessions", answer_sessions),
    ("rates", answer_rates),
    ("access", say_nothing),
)


def look_at_it(seen: Visit) -> None:
    """As patients will see it: what was answered stands there, each answer under its question."""
    seen.go("/dashboard/preview/")
    is_fine(seen.page)
    seen.go("/dashboard/preview/page/")
    text = seen.page.locator("main").inner_text()
    assert "Deep tissue massage" in text
    assert "$95.50" in text
    for question in QUESTIONS:
        answer = seen.page.locator(f"[data-question={question.key}]")
        assert "Not answered yet" not in answer.inner_text(), question.key


def send(by: Traveler, seen: Visit) -> None:
    page = seen.page
    seen.go("/dashboard/profile/check/")
    is_fine(page)
    by.choose(Aim("main button", "Send"))
    expect(page.locator(".error-summary")).to_be_visible()
    is_fine(page)
    by.tick(Aim("main input[type=checkbox][name=agrees]"))
    by.choose(Aim("main button", "Send"))
    page.wait_for_url("**/dashboard/")
    expect(page.locator("main")).to_contain_text("moderator")
    is_fine(page)


@pytest.mark.parametrize(
    ("traveler", "width", "java_script"),
    [(ByKeyboard, 1280, False), (ByHand, 390, True)],
    ids=["keyboard without JavaScript", "phone"],
)
def test_a_therapist_comes_with_nothing_and_sends_a_whole_profile(
    visit: Visiting, site_folder: Path, traveler: type[Traveler], width: int, java_script: bool
) -> None:
    address = f"journey-{width}@example.com"
    seen = visit("for therapists", width=width, java_script=java_script)
    page = seen.page
    by = traveler(page)  # type: ignore[call-arg]
    is_fine(page)

    open_an_account(by, seen, site_folder / "site.sqlite3", address)
    begin(by, page)
    for key, answer in PAGES:
        at(page, key)
        answer(by, page)
    page.wait_for_url(re.compile(r"/dashboard/profile/check/"))
    look_at_it(seen)
    send(by, seen)

    assert seen.complaints == []
