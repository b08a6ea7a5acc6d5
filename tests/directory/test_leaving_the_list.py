"""A walk over every public address that can name a therapist: who leaves is gone from all."""

from collections.abc import Callable

import pytest
from django.test import Client

from directory.actions import listing
from directory.models import Therapist
from directory.search import facet_totals
from tests.directory.pages import get, search
from tests.factories.directory import DENVER, TherapistFactory
from tests.factories.places import load_real_places
from tests.factories.profiles import PhotoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

NAME = "Zyxwvut"
PHONE = "+13035550199"
ADDRESS = "/therapists/zyxwvut/"

#: Each names the therapist as long as the profile is on the list.
NAMING = [
    "/therapists/",
    "/therapists/?near=80202&miles=100",
    "/therapists/?near=80202&technique=swedish&sort=experience",
    "/therapists/?q=Zyxwvut",
    "/therapists/?near=80202&q=swedish",
    "/therapists/order.json",
    "/therapists/order.json?near=80202",
    "/therapists/shortlist/?t=zyxwvut",
    "/therapists/compare/?t=zyxwvut&t=other",
    "/therapists/worksheet/?t=zyxwvut",
    "/search/?q=Zyxwvut",
    "/sitemap.xml",
    ADDRESS,
]
#: These count therapists, or could come to name one.
OTHERS = [
    "/", "/techniques/swedish/", "/conditions/disc-herniation/", "/techniques-and-conditions/",
    "/techniques-and-conditions/?near=80202", "/places/suggest/?q=zyxw", "/robots.txt",
    "/how-results-are-ordered/", "/for-therapists/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def places() -> None:
    load_real_places()


@pytest.fixture
def therapist() -> Therapist:
    """Someone on the list with a photo, and somebody else who stays."""
    answers = {"near": DENVER, "techniques": ["swedish"], "conditions": ["disc-herniation"]}
    TherapistFactory(name="Other", slug="other", published=True, **answers)
    shown: Therapist = TherapistFactory(
        name=f"{NAME} Therapist", slug="zyxwvut", phone=PHONE, published=True, **answers
    )
    shown.photo = PhotoFactory(therapist=shown)
    shown.save(update_fields=["photo"])
    return shown


def words_of(client: Client, path: str) -> str:
    """The page without what the visitor typed, which it shows again."""
    text = client.get(path).text
    for typed in ('value="Zyxwvut"', "“Zyxwvut”", "q=Zyxwvut", "t=zyxwvut"):
        text = text.replace(typed, "")
    return text.lower()


def photo_address(therapist: Therapist) -> str:
    assert therapist.photo is not None
    return f"/photos/{therapist.photo.token}.jpg"


def test_the_walk_meets_the_therapist_at_every_address(
    client: Client, therapist: Therapist
) -> None:
    for path in NAMING:
        assert NAME.lower() in words_of(client, path), path
    for path in OTHERS:
        assert client.get(path).status_code == 200, path
    assert client.get(photo_address(therapist)).status_code == 200
    assert search(client, "near=80202").total == 2
    assert set(facet_totals().values()) == {0, 2}
    assert counted(client) == 2


def unlisted(therapist: Therapist) -> None:
    listing.unlist(therapist, by=therapist.owner)


def erased(therapist: Therapist) -> None:
    listing.erase(therapist, by=therapist.owner)


@pytest.mark.parametrize("leave", [unlisted, erased])
def test_who_leaves_is_gone_from_every_address_at_once(
    client: Client, therapist: Therapist, leave: Callable[[Therapist], None]
) -> None:
    photo = photo_address(therapist)
    for path in (*NAMING, *OTHERS):  # what is remembered of these must not come back
        client.get(path)

    leave(therapist)

    for path in (*NAMING, *OTHERS):
        text = words_of(client, path)
        assert NAME.lower() not in text, path
        assert PHONE not in text, path
        assert photo not in text, path
    assert client.get(ADDRESS).status_code == 410
    assert client.get(photo).status_code in (404, 410)
    assert search(client, "near=80202").slugs == ["other"]
    assert search(client).total == 1
    assert set(facet_totals().values()) == {0, 1}
    assert counted(client) == 1
    for path in ("/therapists/shortlist/?t=zyxwvut", "/therapists/compare/?t=zyxwvut&t=other"):
        assert "no longer listed" in get(client, path).text


def counted(client: Client) -> int:
    page = get(client, "/techniques/swedish/")
    return int(page.one("//*[@data-therapists]").get("data-therapists"))
