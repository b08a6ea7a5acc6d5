"""The page of types of massage by causes: its numbers, its links, and what it says about places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.models import Condition, Credential, Place, Technique, Therapist
from directory.search.circle import Circle, unit_vector
from tests.directory.pages import Page, follow, get
from tests.directory.population import populate
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.places import load_real_places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

MATRIX = "/techniques-and-conditions/"
#: An address of the page, and the circle that it stands for.
AREAS: dict[str, tuple[str, int] | None] = {
    "": None,
    "near=80202&miles=5": ("80202", 5),
    "near=80202&miles=25": ("80202", 25),
    "near=80903": ("80903", 25),
    "near=80302&miles=50": ("80302", 50),
}
PAIR = ("swedish", "disc-herniation")

Cell = tuple[str, str]


@pytest.fixture(autouse=True)
def places() -> None:
    load_real_places()


def counts(page: Page) -> dict[Cell, int]:
    return {
        (cell.get("data-technique"), cell.get("data-condition")): int(cell.get("data-count"))
        for cell in page.all("//td[@data-count]")
    }


def link(page: Page, cell: Cell) -> str | None:
    found = page.one(f"//td[@data-technique='{cell[0]}'][@data-condition='{cell[1]}']")
    hrefs: list[str] = found.xpath(".//a/@href")
    return hrefs[0] if hrefs else None


def counted_by_hand(cell: Cell, area: tuple[str, int] | None, today: date) -> int:
    """From the normal tables alone: not a search row is looked at."""
    found = (
        Therapist.objects.public(today)
        .filter(credentials__in=Credential.objects.checked_and_in_date(today))
        .filter(offered_techniques__technique__slug=cell[0])
        .filter(condition_approaches__condition__slug=cell[1])
        .distinct()
    )
    return sum(is_within(therapist, area) for therapist in found.prefetch_related("locations"))


def is_within(therapist: Therapist, area: tuple[str, int] | None) -> bool:
    points = [(one.latitude, one.longitude) for one in therapist.locations.all()]
    if area is None:
        return bool(points)
    place = Place.objects.get(kind="zip", key=area[0])
    circle = Circle(place.latitude, place.longitude, area[1])
    return any(
        sum(a * b for a, b in zip(unit_vector(*point), circle.center, strict=True))
        >= circle.least_dot
        for point in points
    )


def add_checked(**values: Any) -> Therapist:
    therapist: Therapist = TherapistFactory(
        **{
            "published": True,
            "techniques": [PAIR[0]],
            "conditions": [PAIR[1]],
            "credentials": [{"kind": "state-license", "checked": True}],
            **values,
        }
    )
    return therapist


def sample(client: Client, amount: int) -> Iterator[tuple[str, Page, Cell]]:
    pages = {address: get(client, MATRIX, address) for address in AREAS}
    cells = [(address, cell) for address in AREAS for cell in counts(pages[address])]
    for address, cell in Random(7).sample(cells, amount):
        yield address, pages[address], cell


# Numbers ----------------------------------------------------------------------------------------


def test_a_hundred_random_cells_equal_their_searches_and_the_normal_tables(client: Client) -> None:
    populate(80)
    today = timezone.localdate()
    some = 0

    for address, page, cell in sample(client, 100):
        count = counts(page)[cell]
        assert count == counted_by_hand(cell, AREAS[address], today), (address, cell)
        words = {"technique": cell[0], "condition": cell[1], "verified": "1"}
        found = get(client, "/therapists/", f"{urlencode(words)}&{address}".rstrip("&"))
        assert count == found.total, (address, cell)
        href = link(page, cell)
        if count:
            some += 1
            assert href is not None
            assert follow(client, href).total == count, href
        else:
            assert href is None

    assert some > 30


def test_a_number_leads_to_exactly_its_search(client: Client) -> None:
    add_checked()
    pair = "technique=swedish&condition=disc-herniation&verified=1"

    assert link(get(client, MATRIX), PAIR) == f"/therapists/?{pair}"
    near = get(client, MATRIX, "near=80202&miles=10")
    assert link(near, PAIR) == f"/therapists/?{pair}&near=80202&miles=10"


def test_nobody_is_a_plain_zero(client: Client) -> None:
    page = get(client, MATRIX)

    assert set(counts(page).values()) == {0}
    assert not page.all("//td//a")
    assert {cell.text_content().strip() for cell in page.all("//td[@data-count]")} == {"0"}


def test_only_checked_credentials_count(client: Client) -> None:
    add_checked(credentials=["state-license"])
    add_checked(credentials=[{"kind": "state-license", "checked": True, "expired": True}])
    assert counts(get(client, MATRIX))[PAIR] == 0

    add_checked()
    assert counts(get(client, MATRIX))[PAIR] == 1


def test_a_therapist_with_two_places_counts_once(client: Client) -> None:
    add_checked(places=["Denver", "Boulder"])

    assert counts(get(client, MATRIX))[PAIR] == 1
    assert counts(get(client, MATRIX, "near=80202&miles=50"))[PAIR] == 1


def test_a_credential_leaves_the_cell_on_the_day_after_it_expires(client: Client) -> None:
    today = timezone.localdate()
    therapist = add_checked(credentials=[])
    CredentialFactory(
        therapist=therapist, checked=True, issued_on=today, expires_on=today + timedelta(days=5)
    )
    noon = timezone.now().replace(hour=12)

    with time_machine.travel(noon + timedelta(days=5)):
        page = get(client, MATRIX)
        assert counts(page)[PAIR] == 1
        assert follow(client, link(page, PAIR) or "").total == 1
    with time_machine.travel(noon + timedelta(days=6)):
        page = get(client, MATRIX)
        assert (counts(page)[PAIR], link(page, PAIR)) == (0, None)


# Rows and columns -------------------------------------------------------------------------------


def test_rows_are_offered_techniques_and_columns_are_conditions(client: Client) -> None:
    page = get(client, MATRIX)

    offered = Technique.objects.filter(is_active=True, is_offered=True)
    rows = [one.get("href") for one in page.all("//tbody//th[@scope='row']/a")]
    columns = [one.get("href") for one in page.all("//thead//th[@scope='col']/a")]
    assert rows == [f"/techniques/{one.slug}/" for one in offered]
    conditions = Condition.objects.filter(is_active=True)
    assert columns == [f"/conditions/{one.slug}/" for one in conditions]
    assert {client.get(path).status_code for path in rows + columns} == {200}
    assert len(page.all("//caption")) == 1


def test_what_is_inactive_is_left_out(client: Client) -> None:
    Technique.objects.filter(slug="swedish").update(is_active=False)

    assert "swedish" not in {technique for technique, _ in counts(get(client, MATRIX))}


def test_each_row_says_what_research_says(client: Client) -> None:
    Technique.objects.filter(slug="sports").update(evidence="")

    page = get(client, MATRIX)
    rows = {
        one.xpath("./a/@href")[0]: " ".join(one.text_content().split())
        for one in page.all("//th[@scope='row']")
    }

    assert rows["/techniques/deep-tissue/"].endswith("Very low; not shown to beat gentler massage.")
    assert rows["/techniques/sports/"].endswith("Not rated yet")
    assert "It does not say that it works." in page.text
    assert "Massage cannot put a disc back" in page.text
    assert "It cannot reach an irritated nerve root" in page.text


def test_the_lists_lead_to_it(client: Client) -> None:
    for path in ("/techniques/", "/conditions/"):
        assert get(client, path).all(f"//main//a[@href='{MATRIX}']"), path


# Places -----------------------------------------------------------------------------------------


def test_the_place_is_named_and_stays_in_the_box(client: Client) -> None:
    page = get(client, MATRIX, "near=80202&miles=10")

    assert "Within 10 miles of 80202 (Denver, CO)" in page.text
    assert page.typed("near") == "80202"
    assert page.chosen("miles") == "10"
    assert page.all("//input[@name='near'][@data-place]")
    assert page.all("//meta[@name='robots'][@content='noindex, follow']")
    assert not get(client, MATRIX).all("//meta[@name='robots']")


@pytest.mark.parametrize("near", ["00000", "Nowhereville", "123", "Colorado", "\x00", "x" * 200])
def test_a_place_that_is_not_known_is_said_beside_its_box(client: Client, near: str) -> None:
    page = get(client, MATRIX, urlencode({"near": near}))

    box = page.one("//input[@name='near']")
    message = page.one(f"//*[@id='{box.get('aria-describedby')}']")
    assert box.get("aria-invalid") == "true"
    assert message.text_content().strip()
    assert counts(page) == {}
    assert get(client, "/therapists/", urlencode({"near": near})).text.count(
        " ".join(message.text_content().split())
    )


def test_places_of_one_name_are_offered_as_links_that_work(client: Client) -> None:
    page = get(client, MATRIX, "near=Aurora&miles=10")
    ways = page.links("//main//*[contains(@class, 'notice__list')]")

    for label, href in ways.items():
        chosen = get(client, MATRIX, href.removeprefix("?"))
        assert f"Within 10 miles of {label}" in chosen.text
        assert counts(chosen)


@pytest.mark.parametrize(
    "query",
    [
        "near=%00",
        "near=80202&miles=%00",
        "near=80202&miles=-5",
        "near=80202&miles=999999999999999999999",
        "near=80202&near=80302&miles=5&miles=x",
        "technique=swedish&technique=%00&condition=nothing&verified=0",
        "q=%00%F0%9F%A6%B4&max_rate=-1&min_years=x&page=0&sort=%00",
        "near=" + quote("’🦴" * 40),
        "%ff=%fe",
        "near=" + "9" * 5000,
    ],
)
def test_no_address_is_too_odd(client: Client, query: str) -> None:
    assert client.get(f"{MATRIX}?{query}").status_code == 200


def test_a_wrong_radius_is_said_and_the_usual_one_counts(client: Client) -> None:
    page = get(client, MATRIX, "near=80202&miles=7")

    assert "We searched within 25 miles." in page.text
    assert page.chosen("miles") == "25"
    assert "Within 25 miles of" in page.text


def test_other_parameters_change_nothing(client: Client) -> None:
    add_checked()

    assert counts(get(client, MATRIX, "technique=sports&max_rate=1&min_years=60&q=zzz&page=9")) == (
        counts(get(client, MATRIX))
    )


# How it is served -------------------------------------------------------------------------------


@pytest.mark.parametrize(("query", "most"), [("", 3), ("near=80202", 4)])
def test_it_takes_the_same_few_queries_however_many_there_are(
    client: Client, query: str, most: int
) -> None:
    for amount in (1, 20):
        for _therapist in range(amount):
            add_checked()
        with CaptureQueriesContext(connection) as captured:
            get(client, MATRIX, query)
        assert len(captured) == most


def test_it_is_only_read(client: Client) -> None:
    assert client.post(MATRIX).status_code == 405
    assert client.head(MATRIX).status_code == 200
    assert "Cookie" not in client.get(MATRIX).headers.get("Vary", "")


def test_every_id_is_given_once(client: Client) -> None:
    ids = re.findall(r'\bid="([^"]+)"', get(client, MATRIX, "near=80202").source)

    assert len(ids) == len(set(ids))
