"""A profile is hidden, its therapist replies and appeals, another moderator decides: on a phone."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect

from tests.browser.axe import findings
from tests.browser.server import run
from tests.browser.test_therapist_journey import field, is_fine
from tests.browser.travelers import Aim, ByHand, ByKeyboard, Traveler
from tests.browser.visits import Visit
from tests.browser.way import fits

WRITE = "from tests.browser import decision_scenes; decision_scenes.write({who!r})"
PHONE = 390
WHY = "Two people could not find the license that your profile names."
REPLY = "I renewed it in May. The new number is on the copy that I have sent."
APPEAL = "The board was late, and I can prove it."
GRANTED = "You are right: the board lists your license now."
DENIED = "The board says that this license ended in March."

HIDE = Aim("button", "Hide for now")
SEND_REPLY = Aim("main button", "Send the reply")
ASK = Aim("main form button", "Ask another moderator")
GRANT = Aim("button[name=step]", "show the profile again")
DENY = Aim("button[name=step]", "The decision stays")

Opening = Callable[[str], Visit]


class Scene:
    """Who takes part, each in a browser of their own, and what the site has written to them."""

    def __init__(self, written: dict[str, Any], database: Path, opening: Opening) -> None:
        self.name: str = written["name"]
        self.slug: str = written["slug"]
        self.number: int = written["number"]
        self.email: str = written["email"]
        self.database = database
        self.therapist, self.first, self.second = (
            opening(name) for name in ("therapist", "first", "second")
        )

    def link_in_the_mail(self, words: str) -> str:
        """As the therapist finds it in the newest mail; nobody's words are in it."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as database:
            found = database.execute(
                'SELECT message FROM post_office_email WHERE "to" = ? ORDER BY id DESC',
                [self.email],
            ).fetchone()
        assert found, f"No mail to {self.email}."
        assert words in found[0]
        for private in (WHY, REPLY, APPEAL, GRANTED, DENIED):
            assert private not in found[0]
        return str(re.findall(r"/dashboard/decisions/\S+", found[0])[0])


@pytest.fixture
def scene(browser: Browser, site: str, site_folder: Path, java_script: bool) -> Iterator[Scene]:
    who = "with-scripts" if java_script else "without-scripts"
    said = run(site_folder, "shell", "--no-imports", "--command", WRITE.format(who=who))
    written = json.loads(said.splitlines()[-1])
    visits: list[Visit] = []

    def opening(name: str) -> Visit:
        context = browser.new_context(
            base_url=site,
            viewport={"width": PHONE, "height": 844},
            java_script_enabled=java_script,
            reduced_motion="reduce",
        )
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": written["sessions"][name]}
        context.add_cookies([{**cookie, "url": site}])  # type: ignore[typeddict-item]
        visits.append(Visit(context))
        return visits[-1]

    yield Scene(written, site_folder / "site.sqlite3", opening)
    for made in visits:
        made.context.close()


def is_usable(visit: Visit) -> None:
    """A page of the admin, whose frame is not ours. Without scripts axe cannot look, but the page
    is the same."""
    visit.page.wait_for_load_state()
    fits(visit.page)
    if not visit.page.evaluate("matchMedia('(scripting: none)').matches"):
        assert findings(visit.page, "main") == [], visit.page.url


# The steps of the way --------------------------------------------------------------------------


def hide(by: Traveler, scene: Scene) -> None:
    """Found in the list by the name; without words for the therapist at first."""
    page = scene.first.page
    scene.first.go(f"/admin/directory/therapist/?q={scene.slug}")
    is_usable(scene.first)
    by.tick(Aim(f"input.action-select[value='{scene.number}']"))
    by.pick(Aim("select[name=action]"), "Hide the selected profiles")
    by.choose(Aim("button[name=index]", "Go"))
    expect(page.locator("h1", has_text="Hide profiles for now")).to_be_visible()
    is_usable(scene.first)

    by.choose(HIDE)
    expect(page.locator("main")).to_contain_text("Write for the therapist why")
    is_usable(scene.first)
    by.write(field("why", "textarea"), WHY)
    by.choose(HIDE)
    expect(page.locator(".messagelist")).to_contain_text(f"{scene.name} is no longer public")
    is_usable(scene.first)


def reply(by: Traveler, scene: Scene) -> str:
    """With nothing written at first; what stands in the other box stays there."""
    page = scene.therapist.page
    link = scene.link_in_the_mail("A moderator has hidden your profile")
    scene.therapist.go(f"/therapists/{scene.slug}/", status=404)
    scene.therapist.go(link)
    expect(page.locator("main")).to_contain_text(WHY)
    is_fine(page)

    by.write(field("appeal", "textarea"), APPEAL)
    by.choose(SEND_REPLY)
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("[name=appeal]")).to_have_value(APPEAL)
    is_fine(page)
    by.write(field("reply", "textarea"), REPLY)
    by.choose(SEND_REPLY)
    page.wait_for_url(f"**{link}")
    expect(page.locator("#reply ~ .reasons")).to_contain_text(REPLY)
    expect(page.locator("[name=appeal]")).to_have_value(APPEAL)
    is_fine(page)
    return link


def appeal(by: Traveler, scene: Scene, link: str) -> None:
    page = scene.therapist.page
    by.choose(ASK)
    page.wait_for_url(f"**{link}")
    expect(page.locator("[data-appeal=open]")).to_be_visible()
    expect(page.locator("main")).to_contain_text(APPEAL)
    expect(page.locator("[name=appeal]")).to_have_count(0)
    is_fine(page)


def may_not_decide(scene: Scene) -> None:
    """Who has hidden the profile reads the appeal, and finds no button."""
    scene.first.go("/admin/directory/appeal/?state__exact=open")
    scene.first.page.locator("#result_list a", has_text=scene.name).click()
    expect(scene.first.page.locator("main")).to_contain_text("somebody else has to decide")
    expect(scene.first.page.locator("button[name=step]")).to_have_count(0)
    is_usable(scene.first)


def decide(by: Traveler, scene: Scene, button: Aim, answer: str) -> None:
    """From the first page; without an answer at first."""
    page = scene.second.page
    scene.second.go("/admin/")
    is_usable(scene.second)
    by.choose(Aim(".attention a", "Appeals against a decision"))
    page.wait_for_url("**/admin/directory/appeal/**")
    is_usable(scene.second)
    by.choose(Aim("#result_list a", scene.name))
    for words in (WHY, REPLY, APPEAL):
        expect(page.locator("main")).to_contain_text(words)
    is_usable(scene.second)

    by.choose(button)
    expect(page.locator("main .errorlist, main .field__error").first).to_be_visible()
    is_usable(scene.second)
    by.write(field("answer", "textarea"), answer)
    by.choose(button)
    expect(page.locator(".messagelist")).to_be_visible()
    is_usable(scene.second)


def read_the_result(scene: Scene, link: str, *, state: str, words: str, answer: str) -> None:
    page = scene.therapist.page
    assert scene.link_in_the_mail(words) == link
    scene.therapist.go(link)
    expect(page.locator(f"[data-appeal={state}]")).to_be_visible()
    for written in (WHY, REPLY, APPEAL, answer):
        expect(page.locator("main")).to_contain_text(written)
    expect(page.locator("main textarea")).to_have_count(0)
    is_fine(page)


@pytest.mark.parametrize(
    ("java_script", "traveler", "button", "state", "words", "answer", "status"),
    [
        (True, ByHand, GRANT, "granted", "not hidden any more", GRANTED, 200),
        (False, ByKeyboard, DENY, "denied", "keeps the decision", DENIED, 404),
    ],
    ids=["phone", "keyboard without JavaScript"],
)
def test_a_hidden_profile_is_looked_at_again_by_somebody_else(
    scene: Scene,
    java_script: bool,
    traveler: type[Traveler],
    button: Aim,
    state: str,
    words: str,
    answer: str,
    status: int,
) -> None:
    first, therapist, second = (
        traveler(visit.page)  # type: ignore[call-arg]
        for visit in (scene.first, scene.therapist, scene.second)
    )

    has_scripts = "matchMedia('(scripting: enabled)').matches"
    assert scene.therapist.page.evaluate(has_scripts) is java_script
    hide(first, scene)
    link = reply(therapist, scene)
    appeal(therapist, scene, link)
    may_not_decide(scene)
    decide(second, scene, button, answer)
    read_the_result(scene, link, state=state, words=words, answer=answer)

    # Axe breaks the policy on pages of the admin, and a hidden profile is not there.
    assert [text for text in scene.therapist.complaints if "404" not in text] == []
    scene.therapist.go(f"/therapists/{scene.slug}/", status=status)
