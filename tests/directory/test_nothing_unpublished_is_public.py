"""A walk over every public page: whoever is not public is nowhere, neither named nor counted."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from directory.choices import ProfileStatus
from directory.models import Therapist
from directory.search import facet_totals
from tests.directory.pages import get, search
from tests.factories.directory import DENVER, TherapistFactory, demo_therapist
from tests.factories.places import load_real_places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

CANARY = "Zyxwvut"  # in every name that must not be seen
HIDDEN: dict[str, dict[str, Any]] = {
    **{
        str(status): {"status": status}
        for status in ProfileStatus
        if status != ProfileStatus.PUBLISHED
    },
    "hidden by age": {"confirmed_days_ago": 181},
}
ANSWERS: dict[str, Any] = {
    "near": DENVER,
    "techniques": ["swedish", "deep-tissue"],
    "specialties": ["swedish"],
    "conditions": ["disc-herniation", "sacroiliac-pain"],
    "credentials": [{"kind": "state-license", "checked": True}],
    "rates": {60: 9000, 90: 12000},
    "accepting": "yes",
    "practicing_since": 2000,
    "languages": ["en", "es"],
    "comforts": {"clothed": True},
    "access": {"step-free": True},
    "payment_kinds": ["insurance"],
    "works_with": ["doctor"],
    "intention": "both",
    "gender": "woman",
    "pressure_lightest": 1,
    "pressure_firmest": 3,
    "hours": [(5, 9, 20)],
    "phone": "+13035550199",
}
PAGES = [
    "/",
    "/therapists/",
    "/therapists/?near=80202&miles=100",
    "/therapists/?near=80202&technique=swedish&max_rate=200&min_years=1&sort=rate",
    "/therapists/?accepting=1&verified=1&sort=experience",
    "/therapists/?near=80202&technique=prenatal",
    "/therapists/?near=Zyxwvut",
    "/therapists/?q=Zyxwvut",
    "/therapists/?near=80202&q=swedish",
    "/therapists/order.json",
    "/therapists/order.json?near=80202&q=swedish",
    "/therapists/shortlist/?t=zyxwvut",
    "/therapists/compare/?t=zyxwvut&t=nobody",
    "/therapists/worksheet/?t=zyxwvut",
    "/search/?q=Zyxwvut",
    "/techniques-and-conditions/",
    "/techniques-and-conditions/?near=80202",
    "/glossary/",
    "/techniques/",
    "/techniques/swedish/",
    "/techniques/deep-tissue/",
    "/conditions/",
    "/conditions/disc-herniation/",
    "/warning-signs/",
    "/articles/",
    "/sitemap.xml",
    "/robots.txt",
]


@pytest.fixture(autouse=True)
def places() -> None:
    load_real_places()


@pytest.fixture(params=HIDDEN)
def hidden(request: pytest.FixtureRequest, vocabulary: None) -> Therapist:
    """One therapist with every answer who is not public, for each reason there is."""
    therapist: Therapist = TherapistFactory(
        name=f"{CANARY} Therapist",
        slug="zyxwvut",
        published=True,
        **ANSWERS,
        **HIDDEN[request.param],
    )
    return therapist


@pytest.mark.parametrize("path", PAGES)
def test_no_page_names_whoever_is_not_public(client: Client, hidden: Therapist, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 200
    text = response.text.replace('value="Zyxwvut"', "").replace("“Zyxwvut”", "")
    assert CANARY.lower() not in text.lower()
    assert hidden.phone not in text


def test_no_profile_page_exists(client: Client, hidden: Therapist) -> None:
    response = client.get(hidden.get_absolute_url())

    assert response.status_code == 404
    assert CANARY not in response.text


@pytest.mark.usefixtures("hidden")
def test_nobody_is_counted(client: Client) -> None:
    assert set(facet_totals().values()) == {0}
    for query in (
        "",
        "near=80202",
        "technique=swedish",
        "near=80202&technique=swedish&max_rate=95",
    ):
        page = search(client, query)
        assert (page.total, page.slugs) == (0, [])
        assert set(page.counts.values()) <= {0}
        assert page.json_ld == []


@pytest.mark.usefixtures("hidden")
def test_no_way_out_of_nothing_leads_to_them(client: Client) -> None:
    page = search(client, "near=80202&miles=5&technique=prenatal&max_rate=50")

    assert list(page.links("//*[@data-total]")) == ["See all therapists"]


@pytest.mark.usefixtures("hidden")
def test_beside_public_people_only_those_are_counted(client: Client) -> None:
    shown = TherapistFactory(published=True, **ANSWERS)

    page = search(client, "near=80202")

    assert (page.total, page.slugs) == (1, [shown.slug])
    assert set(page.counts.values()) == {1}
    assert set(facet_totals().values()) == {0, 1}


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize("path", ["/techniques/swedish/", "/conditions/disc-herniation/"])
def test_pages_of_the_vocabulary_count_public_people_only(client: Client, path: str) -> None:
    assert therapists_on(client, path) == 0

    TherapistFactory(published=True, **ANSWERS)

    assert therapists_on(client, path) == 1


def therapists_on(client: Client, path: str) -> int:
    return int(get(client, path).one("//*[@data-therapists]").get("data-therapists"))


def test_a_profile_leaves_every_page_on_its_day_though_no_job_has_run(client: Client) -> None:
    with time_machine.travel(timezone.now()) as travel:
        TherapistFactory(
            name=f"{CANARY} Therapist", slug="zyxwvut", published=True, confirmed_days_ago=0,
            **ANSWERS,
        )  # fmt: skip
        assert search(client, "near=80202").slugs == ["zyxwvut"]
        assert client.get("/therapists/zyxwvut/").status_code == 200

        travel.shift(timedelta(days=181))

        for path in PAGES:
            text = client.get(path).text.replace('value="Zyxwvut"', "").replace("“Zyxwvut”", "")
            assert CANARY.lower() not in text.lower(), path
        assert client.get("/therapists/zyxwvut/").status_code == 404
        assert search(client, "near=80202").total == 0
        assert set(facet_totals().values()) == {0}
        assert therapists_on(client, "/techniques/swedish/") == 0


def test_of_a_mixed_crowd_exactly_the_public_ones_are_found_listed_and_mapped(
    client: Client,
) -> None:
    for number in range(1, 61):
        demo_therapist(number)
    public = set(Therapist.objects.public().values_list("slug", flat=True))
    everybody = set(Therapist.objects.values_list("slug", flat=True))
    assert public < everybody

    listed: set[str] = set()
    for number in (1, 2, 3):
        listed |= set(search(client, f"near=80202&miles=100&page={number}").slugs)
    mapped = set(re.findall(r"/therapists/([^/<]+)/</loc>", client.get("/sitemap.xml").text))

    assert listed == public
    assert mapped == public
    assert search(client).total == len(public)
    for slug in everybody:
        expected = 200 if slug in public else 404
        assert client.get(f"/therapists/{slug}/").status_code == expected


def test_structured_data_of_a_public_profile_name_nobody_else(
    client: Client, hidden: Therapist
) -> None:
    shown = TherapistFactory(published=True, **ANSWERS)

    data = json.dumps(get(client, shown.get_absolute_url()).json_ld)

    assert shown.name in data
    assert hidden.name not in data
