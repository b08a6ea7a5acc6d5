"""The main job works with JavaScript off."""

from __future__ import annotations

from tests.browser.visits import Visiting


def test_home_finds_therapists_near_a_zip_code_without_javascript(visit: Visiting) -> None:
    page = visit("home", java_script=False).page

    near = page.locator("main input[name=near]").first
    near.fill("80202")
    near.press("Enter")
    page.wait_for_url("**/therapists/?*near=80202*")

    assert page.locator("[data-total]").count() == 1


def test_search_is_narrowed_by_its_form_without_javascript(visit: Visiting) -> None:
    page = visit("search of the whole country", java_script=False).page
    everyone = int(page.locator("[data-total]").get_attribute("data-total") or 0)

    page.locator("main input[type=checkbox][name=technique]").first.check()
    page.get_by_role("button", name="Show results").click()
    page.wait_for_url("**technique=*")

    narrowed = int(page.locator("[data-total]").get_attribute("data-total") or 0)
    assert 0 < narrowed <= everyone


def test_profile_opens_from_a_result_without_javascript(visit: Visiting) -> None:
    page = visit("search of the whole country", java_script=False).page

    page.locator("article[data-therapist] a").first.click()
    page.wait_for_url("**/therapists/*/")

    assert page.locator("[data-question]").count() >= 6
