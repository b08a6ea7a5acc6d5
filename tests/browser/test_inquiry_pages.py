"""Every page of messages and reports, in every state, can be used by everyone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import findings
from tests.browser.paper import compact, printed
from tests.browser.server import run
from tests.browser.test_accessibility import NARROWEST
from tests.browser.visits import Visit
from tests.browser.way import fits

WRITE = "from tests.browser import inquiry_scenes; inquiry_scenes.write()"
Scenes = dict[str, dict[str, str]]


# What is pressed before a page is looked at ----------------------------------------------------


def press(words: str) -> Callable[[Page], None]:
    def pressed(page: Page) -> None:
        page.locator("#main, #content").get_by_role("button", name=words).first.click()
        page.wait_for_load_state()

    return pressed


def send_nothing(words: str) -> Callable[[Page], None]:
    def pressed(page: Page) -> None:
        press(words)(page)
        expect(page.locator(".error-summary")).to_be_focused()

    return pressed


def say_yes_to_warning_signs(page: Page) -> None:
    page.locator("[name=numb][value=yes]").check()
    page.locator("[name=ill][value=yes]").check()
    page.locator("[name=message]").fill("It hurts when I sit.")
    page.locator("[name=name]").fill("Pat")
    page.locator("[name=email]").fill("pat@example.com")
    press("Send the message")(page)
    expect(page.locator("#warning")).to_be_focused()


def open_folds(page: Page) -> None:
    closed = page.locator("main details.disclosure:not([open]) > summary")
    while closed.count():
        closed.first.click()


def refuse_to_report(page: Page) -> None:
    page.locator("main summary", has_text="Report or block").click()
    send_nothing("Report this message")(page)


def read_the_text(page: Page) -> None:
    page.locator("[name=reason]").fill("It cannot be decided without it.")
    press("Open the text")(page)
    expect(page.locator("#content")).to_contain_text("It hurts from the left hip")


@dataclass(frozen=True)
class Scene:
    """`at` names an address of inquiry_scenes, `by` whose session; nobody's is a patient's."""

    at: str
    do: Callable[[Page], None] | None = None
    by: str = ""
    status: int = 200


SCENES = {
    "form": Scene("form"),
    "form, all open": Scene("form", open_folds),
    "form with errors": Scene("form", send_nothing("Send the message")),
    "form with a warning": Scene("form", say_yes_to_warning_signs),
    "form for three": Scene("form for three"),
    "form of a closed box": Scene("form of a closed box"),
    "report": Scene("report"),
    "report with errors": Scene("report", send_nothing("Send the report")),
    "thread held": Scene("thread held"),
    "thread": Scene("thread"),
    "thread with an error": Scene("thread", send_nothing("Send")),
    "thread without an answer": Scene("thread without an answer"),
    "thread delete": Scene("thread delete"),
    "thread delete held": Scene("thread delete held"),
    "thread accuracy": Scene("thread accuracy"),
    "thread accuracy with errors": Scene("thread accuracy", send_nothing("Send my answers")),
    "thread expired": Scene("thread expired", status=404),
    "thread renewed": Scene("thread expired", press("Send me a new link"), status=404),
    "thread gone": Scene("thread gone", status=404),
    "inbox": Scene("inbox", by="busy"),
    "empty inbox": Scene("inbox", by="quiet"),
    "inbox of a closed box": Scene("inbox", by="closed"),
    "conversation blind": Scene("conversation blind", by="busy"),
    "conversation, all open": Scene("conversation blind", open_folds, by="busy"),
    "conversation with a ready answer": Scene(
        "conversation blind", press("Offer a time"), by="busy"
    ),
    "conversation revealed": Scene("conversation revealed", by="busy"),
    "conversation answered": Scene("conversation answered", by="busy"),
    "conversation with an error": Scene(
        "conversation blind", send_nothing("Send your answer"), by="busy"
    ),
    "conversation with an error in the report": Scene(
        "conversation blind", refuse_to_report, by="busy"
    ),
    "safety": Scene("safety", by="busy"),
    "mailbox": Scene("mailbox"),
    "mail": Scene("mail"),
}
#: Django's own pages around ours: what is wrong with their frame is not ours to mend.
DESK = {
    "complaint": Scene("complaint", by="moderator"),
    "complaint, opened": Scene("complaint", read_the_text, by="moderator"),
    "profile report": Scene("profile report", by="moderator"),
}
#: What a patient opens.
PATIENT = [name for name, scene in SCENES.items() if not scene.by and "mail" not in name]


@pytest.fixture(scope="module")
def written(site: str, site_folder: Path) -> Scenes:
    lines = run(site_folder, "shell", "--no-imports", "--command", WRITE).splitlines()
    scenes: Scenes = json.loads(lines[-1])
    return scenes


@pytest.fixture
def look(browser: Browser, site: str, written: Scenes) -> Iterator[Any]:
    visits: list[Visit] = []

    def looked(scene: Scene, *, width: int = 1280, color_scheme: Any = "light") -> Visit:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            color_scheme=color_scheme,
            reduced_motion="reduce",
        )
        if scene.by:
            session = written["sessions"][scene.by]
            context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        visits.append(Visit(context))
        path = written["scenes"][scene.at]
        visits[-1].go(path, status=scene.status)
        assert visits[-1].page.url == f"{site}{path}", "It was led elsewhere."
        if scene.do:
            scene.do(visits[-1].page)
        return visits[-1]

    yield looked
    for made in visits:
        made.context.close()


def complaints_of(seen: Visit, scene: Scene) -> list[str]:
    """Chromium reports the status of a page itself as an error."""
    known = "status of 404" if scene.status == 404 else "\0"
    return [text for text in seen.complaints if known not in text]


@pytest.mark.parametrize(
    ("width", "color_scheme"), [(1280, "light"), (390, "dark"), (NARROWEST, "light")]
)
@pytest.mark.parametrize("name", SCENES)
def test_a_page_can_be_used_by_everyone_and_tells_nobody_else(
    look: Any, site: str, name: str, width: int, color_scheme: str
) -> None:
    scene = SCENES[name]
    seen = look(scene, width=width, color_scheme=color_scheme)

    assert seen.page.locator("h1").count() == 1
    assert findings(seen.page) == []
    fits(seen.page)
    seen.settle()
    assert [url for url in seen.requests if not url.startswith(f"{site}/")] == []
    assert complaints_of(seen, scene) == []


@pytest.mark.parametrize(("width", "color_scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("name", DESK)
def test_axe_finds_nothing_in_the_moderators_part_of_a_page(
    look: Any, site: str, name: str, width: int, color_scheme: str
) -> None:
    seen = look(DESK[name], width=width, color_scheme=color_scheme)
    seen.settle()

    # Before axe has looked: it sets styles of its own in Django's frame. Browsers ask for the
    # icon that this frame does not name.
    assert [text for text in seen.complaints if "status of 404" not in text] == []
    assert seen.page.locator("#content h1").count() == 1
    assert findings(seen.page, within="#content") == []
    fits(seen.page)
    assert [url for url in seen.requests if not url.startswith(f"{site}/")] == []


@pytest.mark.parametrize("name", PATIENT)
def test_a_patient_gets_no_cookie_but_the_one_that_protects_forms(look: Any, name: str) -> None:
    seen = look(SCENES[name])

    assert {cookie["name"] for cookie in seen.context.cookies()} <= {"csrftoken"}


@pytest.mark.parametrize("name", [name for name in PATIENT if name.startswith("thread")])
def test_the_address_of_a_thread_goes_to_no_other_site_and_into_no_cache(
    look: Any, name: str
) -> None:
    seen = look(SCENES[name])

    headers = seen.responses[0].headers
    assert headers["referrer-policy"] == "same-origin"
    assert "no-store" in headers["cache-control"]
    assert seen.page.locator("meta[name=robots]").get_attribute("content") == "noindex, nofollow"


def test_what_both_sides_said_can_be_printed_without_the_forms(look: Any) -> None:
    page = look(SCENES["thread"]).page

    paper = "".join(printed(page.pdf()))

    for words in ("Tuesday at ten is free.", "It hurts from the left hip", "What you wrote first"):
        assert compact(words) in paper
    for words in ("Add something", "Did they answer you?", "Delete my message", "4,000"):
        assert compact(words) not in paper


def test_three_fields_and_the_button_are_all_that_has_to_be_filled_in(look: Any) -> None:
    """By a look at the marks that people see: everything else says that it is optional."""
    page = look(SCENES["form"]).page

    assert page.locator("main form [required]").count() == 3
    assert page.locator("main form [required]:visible").count() == 3
