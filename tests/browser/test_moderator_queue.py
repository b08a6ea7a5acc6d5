"""A moderator decides about twenty texts, by keyboard alone, and without JavaScript."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests.browser.moderator_scenes import TEXTS
from tests.browser.server import run
from tests.browser.travelers import Aim, ByKeyboard
from tests.browser.visits import Visit

SCENES = "from tests.browser import moderator_scenes; moderator_scenes."
APPROVE = Aim("button[name=decision]", "Approve")
ASK = Aim("button[name=decision]", "Ask for changes")
REJECT = Aim("button[name=decision]", "Reject")
TO_BUTTONS = Aim("a", "Go to the buttons")
TO_REASONS = Aim("a", "Go to the reasons")
READY = Aim("input[name=ready]")
OWN_WORDS = Aim("textarea[name=reasons]")
#: Every fourth text is given back, the last one is rejected, all others are approved.
ASKED_EVERY = 4


def scenes(folder: Path, step: str, moderator: str) -> Any:
    said = run(folder, "shell", "--no-imports", "--command", f"{SCENES}{step}({moderator!r})")
    return json.loads(said.splitlines()[-1])


@pytest.mark.parametrize("java_script", [True, False], ids=["JavaScript", "no JavaScript"])
def test_a_queue_of_twenty_is_decided_by_keyboard(
    browser: Browser, site: str, site_folder: Path, java_script: bool
) -> None:
    moderator = f"queue-{'with' if java_script else 'without'}-scripts@example.com"
    written = scenes(site_folder, "write", moderator)
    assert len(written["names"]) == TEXTS
    context = browser.new_context(
        base_url=site,
        viewport={"width": 1280, "height": 900},
        java_script_enabled=java_script,
        reduced_motion="reduce",
    )
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": written["session"]}
    context.add_cookies([{**cookie, "url": site}])  # type: ignore[typeddict-item]
    visit = Visit(context)
    keys = ByKeyboard(visit.page)

    visit.go("/admin/")
    follow(keys, Aim(".attention a", "Changed"))
    follow(keys, Aim("a", "Review one after another"))
    for at, name in enumerate(written["names"]):
        assert name in heading_of(visit.page)
        decide(keys, at)
        said = visit.page.locator(".messagelist").inner_text()
        assert name in said, said

    assert "/admin/directory/profilerevision/" in visit.page.url
    assert visit.complaints == []
    context.close()

    decided = scenes(site_folder, "decided", moderator)
    assert len(decided) == TEXTS
    by_status = [status for _name, status, _reasons in decided]
    assert by_status.count("changes-asked") == TEXTS // ASKED_EVERY - 1
    assert by_status.count("rejected") == 1
    assert all(reasons for _name, status, reasons in decided if status != "approved")


def decide(keys: ByKeyboard, at: int) -> None:
    if at == 0:
        press_access_key(keys.page, "a")
        return
    if at == 1:
        press_access_key(keys.page, "w")
        assert keys.page.locator(".review-told").is_visible()
        press_access_key(keys.page, "a")
        return
    if (at + 1) % ASKED_EVERY:
        keys.choose(TO_BUTTONS)
        follow(keys, APPROVE)
        return
    is_last = at == TEXTS - 1
    keys.choose(TO_REASONS)
    keys.tick(READY)
    keys.write(OWN_WORDS, f"Please look at text {at} again.")
    follow(keys, REJECT if is_last else ASK)


def press_access_key(page: Page, letter: str) -> None:
    """As with Alt on Linux and Windows. The keyboard of the test tools sends no letter with Alt,
    and it is the letter that a browser compares."""
    held = {"modifiers": 1, "key": letter, "text": letter, "unmodifiedText": letter}
    session = page.context.new_cdp_session(page)
    with page.expect_event("load"):
        session.send("Input.dispatchKeyEvent", {"type": "keyDown", **held})
    session.detach()


def follow(keys: ByKeyboard, aim: Aim) -> None:
    """To another page: a jump within the page, which may come late, loads nothing."""
    with keys.page.expect_event("load"):
        keys.choose(aim)


def heading_of(page: Page) -> str:
    return page.locator("#content").inner_text()
