"""A message from the profile to its deletion, both sides: by keyboard alone, and on a phone."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import expect

from inquiries.spam import LEAST_TIME
from tests.browser.server import read
from tests.browser.test_therapist_journey import SEND, field, is_fine
from tests.browser.travelers import Aim, ByHand, ByKeyboard, Traveler
from tests.browser.visits import Visit, Visiting
from tests.pages import path_of

PASSWORD = "seven quiet lamps outside"
NAME = "Patricia Journey"
MESSAGE = "It hurts when I sit. Do you have time on Tuesday?"
ANSWER = "Tuesday at ten is free. Does that suit you?"
THANKS = "Thank you, I will be there."


class Therapist(NamedTuple):
    slug: str
    name: str
    email: str


class Mailbox:
    """What is in the queue of the served site; nothing leaves it."""

    def __init__(self, database: Path) -> None:
        self.database = database

    def link(self, address: str, path: str) -> str:
        """Of this kind, in the newest mail to an address."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            found = connection.execute(
                'SELECT message FROM post_office_email WHERE "to" = ? ORDER BY id DESC', [address]
            ).fetchone()
        assert found, f"No mail to {address}."
        for words in (NAME, MESSAGE, ANSWER, THANKS):
            assert words not in found[0]
        return str(re.findall(rf"{path}[^\s/]+/", found[0])[0])


@pytest.fixture
def mailbox(site_folder: Path) -> Mailbox:
    return Mailbox(site_folder / "site.sqlite3")


@pytest.fixture
def therapist(site: str, mailbox: Mailbox) -> Therapist:
    """One who takes messages, and has an account with a password."""
    form = path_of("message to a therapist", lambda path: read(site + path))
    slug = form.split("/")[2]
    with closing(sqlite3.connect(mailbox.database, timeout=20)) as database, database:
        number, email, name = database.execute(
            "SELECT accounts_user.id, email, directory_therapist.name FROM directory_therapist "
            "JOIN accounts_user ON owner_id = accounts_user.id WHERE slug = ?",
            [slug],
        ).fetchone()
        database.execute(
            "UPDATE accounts_user SET password = ? WHERE id = ?", [make_password(PASSWORD), number]
        )
        database.execute("DELETE FROM account_emailaddress WHERE user_id = ?", [number])
        database.execute(
            'INSERT INTO account_emailaddress (user_id, email, verified, "primary") '
            "VALUES (?, ?, 1, 1)",
            [number, email],
        )
    return Therapist(slug, name, email)


# The steps of the way --------------------------------------------------------------------------


def ask(by: Traveler, seen: Visit, therapist: Therapist, address: str) -> None:
    """With errors first, then with a warning sign."""
    page = seen.page
    seen.go(f"/therapists/{therapist.slug}/")
    by.choose(Aim("main a.button", f"Ask {therapist.name}"))
    page.wait_for_url("**/inquire/")
    began = time.monotonic()
    is_fine(page)
    by.choose(Aim("main form button", "Send the message"))
    expect(page.locator(".error-summary")).to_be_focused()
    is_fine(page)

    by.tick(Aim("main input[name=numb][value=yes]"))
    by.write(field("message", "textarea"), MESSAGE)
    by.write(field("name"), NAME)
    by.write(field("email"), address)
    by.choose(Aim("main form button", "Send the message"))
    expect(page.locator("#warning")).to_be_focused()
    expect(page.locator("#warning")).to_contain_text("Call 911")
    expect(page.locator("[name=message]")).to_have_value(MESSAGE)
    is_fine(page)

    # What is sent sooner than anybody types waits for a moderator.
    time.sleep(max(0.0, LEAST_TIME.total_seconds() + 0.5 - (time.monotonic() - began)))
    by.choose(Aim("main form button", "Send anyway"))
    page.wait_for_url("**/inquire/sent/")
    is_fine(page)


def confirm(by: Traveler, seen: Visit, link: str) -> None:
    seen.go(link)
    expect(seen.page.locator("h1")).to_have_text("Send this message?")
    is_fine(seen.page)
    by.choose(Aim("main form button", "Yes, send it"))
    seen.page.wait_for_url("**/confirm/")
    is_fine(seen.page)


def answer(by: Traveler, seen: Visit, link: str, email: str) -> None:
    """Without knowing who asks, with a ready answer, whose gap is left open at first."""
    page = seen.page
    seen.go(link)
    by.write(field("login"), email)
    by.write(field("password"), PASSWORD)
    by.choose(SEND)
    page.wait_for_url(f"**{link}")
    expect(page.locator("main")).to_contain_text(MESSAGE)
    expect(page.locator("main")).not_to_contain_text(NAME)
    is_fine(page)

    by.choose(Aim("main button[name=ready]", "Offer a time"))
    page.wait_for_url("**/reply/")
    expect(page.locator("#reply_text")).to_be_focused()
    is_fine(page)
    by.choose(Aim("main button", "Send your answer"))
    expect(page.locator(".error-summary")).to_be_focused()
    is_fine(page)
    by.write(Aim("#reply_text"), ANSWER)
    by.choose(Aim("main button", "Send your answer"))
    page.wait_for_url(f"**{link}")
    expect(page.locator("main")).to_contain_text(NAME)
    is_fine(page)


def write_back(by: Traveler, seen: Visit, link: str) -> None:
    page = seen.page
    seen.go(link)
    expect(page.locator("main")).to_contain_text(ANSWER)
    is_fine(page)
    by.choose(Aim("main form button", "Send"))
    expect(page.locator(".error-summary")).to_be_focused()
    is_fine(page)
    by.write(Aim("main textarea[name=text]"), THANKS)
    by.choose(Aim("main form button", "Send"))
    page.wait_for_url("**?done=written#*")
    expect(page.locator("main")).to_contain_text(THANKS)
    is_fine(page)


def delete(by: Traveler, seen: Visit, link: str) -> None:
    page = seen.page
    by.choose(Aim("main a", "Delete my message now"))
    page.wait_for_url("**/delete/")
    is_fine(page)
    by.choose(Aim("main form button", "Yes, delete it"))
    expect(page.locator("h1")).to_have_text("Your message is deleted")
    is_fine(page)
    seen.go(link, status=404)
    is_fine(page)


@pytest.mark.parametrize(
    ("traveler", "width", "java_script"),
    [(ByKeyboard, 1280, False), (ByHand, 390, True)],
    ids=["keyboard without JavaScript", "phone"],
)
def test_a_message_is_sent_answered_and_deleted(
    visit: Visiting,
    mailbox: Mailbox,
    therapist: Therapist,
    traveler: Callable[..., Traveler],
    width: int,
    java_script: bool,
) -> None:
    address = f"patient-{width}@example.com"
    patient = visit("home", width=width, java_script=java_script)
    by_patient = traveler(patient.page)
    ask(by_patient, patient, therapist, address)
    confirm(by_patient, patient, mailbox.link(address, "/messages/"))

    other = visit("home", width=width, java_script=java_script)
    conversation = mailbox.link(therapist.email, "/dashboard/inquiries/")
    answer(traveler(other.page), other, conversation, therapist.email)

    link = mailbox.link(address, "/messages/")
    write_back(by_patient, patient, link)
    assert mailbox.link(therapist.email, "/dashboard/inquiries/") == conversation
    other.go(conversation)
    expect(other.page.locator("main")).to_contain_text(THANKS)
    delete(by_patient, patient, link)
    other.go(conversation, status=410)
    expect(other.page.locator("h1")).to_have_text("This message was deleted")
    is_fine(other.page)

    assert {cookie["name"] for cookie in patient.context.cookies()} <= {"csrftoken"}
    # Chromium reports the status of a page itself as an error.
    said = [*patient.complaints, *other.complaints]
    assert [text for text in said if not re.search(r"status of (404|410)", text)] == []
