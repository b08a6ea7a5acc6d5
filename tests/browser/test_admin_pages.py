"""Every page of the admin works under the strict policy; our own pages can be used by everyone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from tests.browser.axe import findings
from tests.browser.server import run
from tests.browser.test_accessibility import NARROWEST
from tests.browser.visits import Visit
from tests.browser.way import fits

WRITE = "from tests.browser import admin_scenes; admin_scenes.write()"
ROLES = ("moderator", "editor", "reviewer", "superuser")
LOOKS = [(1280, "light"), (390, "dark")]
#: Pages that we made, by the name behind “admin:”; the others are Django's own.
OURS = (
    "index",
    "figures",
    "directory_profilerevision_change",
    "directory_profilerevision_preview",
    "directory_appeal_change",
    "directory_hiding_change",
    "directory_credential_change",
    "directory_verificationrecord_change",
    "directory_rosterimport_change",
    "directory_rosterproposal_change",
    "directory_rostersource_file",
    "directory_invitation_invite",
    "inquiries_complaint_change",
    "inquiries_report_change",
)
#: Lists in which moderators find their work: the stock page, with much of ours in it.
LISTS = (
    "directory_therapist_changelist",
    "directory_profilerevision_changelist",
    "directory_credential_changelist",
    "directory_verificationrecord_changelist",
    "directory_document_changelist",
    "directory_invitation_changelist",
    "directory_possiblepair_changelist",
    "directory_wordingcount_changelist",
    "directory_hiding_changelist",
    "directory_appeal_changelist",
    "directory_rosterproposal_changelist",
    "inquiries_inquiry_changelist",
    "inquiries_complaint_changelist",
    "inquiries_report_changelist",
    "sciatica_site_queuedmail_changelist",
    "sciatica_site_auditentry_changelist",
)
#: What the stock page of a row has, without a way to change it but a copy of its templates: columns
#: without a heading in the tables of related rows, and icons that only have a label.
DJANGOS = ("empty-table-header:", "aria-prohibited-attr:")
#: All that a finger hits in these pages. The arrow of a sorted column does what its heading does,
#: and the filters are folded.
SMALL = """least => [...document.querySelectorAll('#container :is(a[href], button, input, select)')]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && one.type !== 'hidden')
    .filter(one => !one.closest('#nav-sidebar, .sortoptions, .skip-to-content-link'))
    .filter(one => getComputedStyle(one).display !== 'inline')
    .map(one => [one.outerHTML.slice(0, 120), one.getBoundingClientRect()])
    .filter(([, box]) => box.height < least - 0.5 || box.width < least - 0.5)
    .map(([html, box]) => `${html} ${box.width} x ${box.height}`)"""
LEAST = 24  # pixels: WCAG 2.5.8


@pytest.fixture(scope="module")
def scenes(site: str, site_folder: Path) -> dict[str, Any]:
    lines = run(site_folder, "shell", "--no-imports", "--command", WRITE).splitlines()
    written: dict[str, Any] = json.loads(lines[-1])
    return written


@pytest.fixture
def enter(browser: Browser, site: str, scenes: dict[str, Any]) -> Iterator[Any]:
    visits: list[Visit] = []

    def entered(role: str, *, width: int, color_scheme: Any = "light") -> Visit:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            color_scheme=color_scheme,
            reduced_motion="reduce",
        )
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": scenes["sessions"][role]}
        context.add_cookies([{**cookie, "url": site}])  # type: ignore[typeddict-item]
        visits.append(Visit(context))
        return visits[-1]

    yield entered
    for made in visits:
        made.context.close()


@pytest.mark.parametrize(("width", "color_scheme"), LOOKS)
@pytest.mark.parametrize("role", ROLES)
def test_no_page_breaks_the_policy_or_asks_somebody_else(
    enter: Any, scenes: dict[str, Any], site: str, role: str, width: int, color_scheme: str
) -> None:
    """Nor has an error of a script, or a file that is missing."""
    visit = enter(role, width=width, color_scheme=color_scheme)
    wrong = []

    for name, path in scenes["opened"][role].items():
        visit.complaints.clear()
        visit.requests.clear()
        visit.go(path)
        foreign = [url for url in visit.requests if not url.startswith(f"{site}/")]
        wrong += [f"{name}: {text}" for text in (*visit.complaints, *foreign)]

    assert len(scenes["opened"][role]) > 10
    assert wrong == []


def test_what_the_policy_stops_would_be_noticed(enter: Any) -> None:
    """The control."""
    visit = enter("superuser", width=1280)
    visit.go("/admin/")

    visit.page.evaluate("document.body.setAttribute('onclick', 'void 0')")

    assert any("Content Security Policy" in text for text in visit.complaints)


@pytest.mark.parametrize(("width", "color_scheme"), LOOKS)
@pytest.mark.parametrize("name", [*OURS, *LISTS])
def test_axe_finds_nothing_on_our_own_pages(
    enter: Any, scenes: dict[str, Any], name: str, width: int, color_scheme: str
) -> None:
    visit = enter("moderator", width=width, color_scheme=color_scheme)

    visit.go(scenes["opened"]["moderator"][name])

    assert findings(visit.page, "main") == []


@pytest.mark.parametrize(("width", "color_scheme"), LOOKS)
@pytest.mark.parametrize("role", ["moderator", "superuser"])
def test_axe_finds_on_the_page_of_a_profile_only_what_is_djangos(
    enter: Any, scenes: dict[str, Any], role: str, width: int, color_scheme: str
) -> None:
    visit = enter(role, width=width, color_scheme=color_scheme)

    visit.go(scenes["opened"][role]["directory_therapist_change"])

    found = findings(visit.page, "main")
    assert [one for one in found if not one.startswith(DJANGOS)] == []


@pytest.mark.parametrize("name", [*OURS, *LISTS])
def test_our_own_pages_do_not_scroll_sideways(
    enter: Any, scenes: dict[str, Any], name: str
) -> None:
    visit = enter("moderator", width=NARROWEST)

    visit.go(scenes["opened"]["moderator"][name])

    fits(visit.page)


@pytest.mark.parametrize("name", ["index", *LISTS])
def test_what_a_finger_hits_in_a_list_is_large_enough(
    enter: Any, scenes: dict[str, Any], name: str
) -> None:
    visit = enter("moderator", width=390)

    visit.go(scenes["opened"]["moderator"][name])

    assert visit.page.evaluate(SMALL, LEAST) == []


def test_the_piles_are_reached_by_keyboard_in_their_order(enter: Any) -> None:
    visit = enter("moderator", width=1280)
    visit.go("/admin/")
    visit.page.locator(".attention summary").click()
    piles = visit.page.locator(".attention :is(a, summary)")
    wanted = piles.evaluate_all("links => links.map(link => link.textContent)")
    assert wanted

    piles.first.focus()
    reached = []
    for _link in wanted:
        reached.append(visit.page.evaluate("document.activeElement.textContent"))
        visit.page.keyboard.press("Tab")

    assert reached == wanted
