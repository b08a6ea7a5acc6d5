"""A person with sciatica, from the home page to a phone number, by real links and forms only."""

from io import StringIO
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.test import Client

from tests.directory.pages import Page, follow, get
from tests.directory.population import populate
from tests.factories.places import load_real_places

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site_with_people(vocabulary: None) -> None:
    """Places, articles and people."""
    load_real_places()
    call_command("import_articles", stdout=StringIO(), stderr=StringIO())
    populate(40)


def send(client: Client, page: Page, form_path: str, **typed: str) -> Page:
    """Fill in a form of the page and send it, as a browser does."""
    form = page.one(form_path)
    assert form.get("method", "get").lower() == "get"
    form_id = form.get("id")
    controls = list(form.inputs)
    if form_id:
        controls += page.all(f"//*[@form='{form_id}'][@name]")
    fields: list[tuple[str, str]] = []
    for control in controls:
        name = control.get("name")
        if not name or name in typed:
            continue
        if control.tag == "select":
            fields += [(name, one) for one in control.xpath("option[@selected]/@value")]
        elif control.get("type") not in ("checkbox", "radio") or "checked" in control.attrib:
            fields.append((name, control.get("value") or ""))
    return get(client, form.get("action"), urlencode([*fields, *typed.items()]))


def link(page: Page, text: str, within: str = "//main") -> str:
    """The address of the first link that says this."""
    for words, href in page.links(within).items():
        if text in words:
            return href
    raise AssertionError(f"No link says {text!r}: {list(page.links(within))}")


def test_from_home_to_a_therapist_and_the_article_behind_the_technique(client: Client) -> None:
    home = get(client, "/")
    results = send(client, home, "//form[@role='search']", near="80202", miles="25")
    assert "within 25 miles of 80202 (Denver, CO)" in results.heading
    assert results.miles == sorted(results.miles)
    everybody = results.total

    narrowed = send(client, results, "//form[@id='search']", technique="deep-tissue")
    assert narrowed.total == results.counts["technique", "deep-tissue"] < everybody
    assert narrowed.checked == {("technique", "deep-tissue")}
    assert narrowed.typed("near") == "80202"

    cheaper = send(client, narrowed, "//form[@id='search']", max_rate="120")
    assert cheaper.total <= narrowed.total
    assert cheaper.checked == {("technique", "deep-tissue")}

    profile = follow(client, cheaper.one("(//article//h2/a)[1]").get("href"))
    assert len(profile.all("//section[@data-question]")) == 6
    assert profile.all("//*[@data-warning-signs]")

    technique = follow(client, link(profile, "Deep tissue", "//section[@id='techniques']"))
    assert technique.heading == "Deep tissue massage"
    assert technique.all("//*[@data-warning-signs]")

    back = follow(client, technique.one("//*[@data-therapists]//a").get("href"))
    assert back.checked == {("technique", "deep-tissue")}
    assert back.total == int(technique.one("//*[@data-therapists]").get("data-therapists"))


def test_somebody_who_finds_nobody_is_led_to_somebody(client: Client) -> None:
    home = get(client, "/")
    results = send(client, home, "//form[@role='search']", near="Denver, CO", miles="5")
    nothing = send(
        client, results, "//form[@id='search']", technique="prenatal", max_rate="30", min_years="40"
    )
    assert nothing.total == 0

    text, href = next(iter(nothing.links("//*[@data-total]").items()))
    somebody = follow(client, href)

    assert somebody.total > 0
    assert f": {somebody.total} therapist" in text


def test_somebody_unsure_reads_before_searching(client: Client) -> None:
    home = get(client, "/")

    warning_signs = follow(client, link(home, "Check the warning signs"))
    assert warning_signs.all("//h1")

    article = follow(client, link(home, "Does massage help sciatica?"))
    assert article.all("//*[@data-warning-signs]")


def test_every_link_of_the_way_leads_somewhere(client: Client) -> None:
    seen: set[str] = set()
    for path in ("/", "/therapists/?near=80202&technique=swedish", "/techniques/deep-tissue/"):
        page = get(client, path)
        for href in page.all("//a/@href"):
            if href.startswith(("/", "?")) and href not in seen:
                seen.add(href)
                target = path.partition("?")[0] + href if href.startswith("?") else href
                assert client.get(target).status_code in (200, 302), (path, href)
    assert len(seen) > 30
