"""Therapists in the site's search box are those of the search that it leads to."""

import re

import pytest
from django.test import Client

from directory.choices import ProfileStatus
from directory.models import Therapist
from tests.articles.views.pages import text_of
from tests.directory.pages import search
from tests.factories.directory import TherapistFactory
from tests.factories.places import load_real_places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def found(client: Client, words: str) -> str:
    html = client.get("/search/", {"q": words}).text
    return html.partition('data-group="therapists"')[2].partition("</section>")[0]


def slugs(html: str) -> list[str]:
    return re.findall(r'href="/therapists/([\w-]+)/"', html)


def test_the_first_five_and_the_total_are_those_of_the_search(client: Client) -> None:
    for _ in range(7):
        TherapistFactory(published=True, techniques=["sports"])

    html = found(client, "sports")

    page = search(client, "q=sports")
    assert 'data-total="7"' in client.get("/search/", {"q": "sports"}).text
    assert page.total == 7
    assert slugs(html) == page.slugs[:5]
    assert 'href="/therapists/?q=sports"' in html
    assert "See all 7 therapists" in text_of(html)


def test_a_name_is_found_and_marked_with_the_place(client: Client) -> None:
    TherapistFactory(published=True, name="Zoë O’Brien", place="Boulder")

    html = found(client, "obrien")

    assert "<mark>O’Brien</mark>" in html
    assert "Boulder, CO" in text_of(html)


def test_the_passage_of_an_answer_is_shown(client: Client) -> None:
    TherapistFactory(published=True, approach_text="I ask about your horse first.")

    assert "<mark>horse</mark>" in found(client, "horses")


@pytest.mark.parametrize("status", [s for s in ProfileStatus if s != ProfileStatus.PUBLISHED])
def test_nobody_who_is_not_public_is_found(client: Client, status: str) -> None:
    TherapistFactory(status=status, name="Zyxwvut Person", techniques=["sports"])

    assert found(client, "zyxwvut") == ""


def test_a_profile_that_lapsed_is_not_found_though_no_job_has_run(client: Client) -> None:
    TherapistFactory(published=True, name="Zyxwvut Person", confirmed_days_ago=181)
    assert Therapist.objects.exists()

    assert found(client, "zyxwvut") == ""


@pytest.mark.parametrize(
    ("words", "link"),
    [
        ("80202", "/therapists/?near=80202"),
        ("Denver, CO", "/therapists/?near=Denver%2C+CO"),
        ("springfield", "/therapists/?near=springfield"),
        ("massage therapist in Denver", "/therapists/?near=Denver"),
    ],
)
def test_somebody_who_types_a_place_is_led_to_the_therapists_there(
    client: Client, words: str, link: str
) -> None:
    load_real_places()

    html = client.get("/search/", {"q": words}).text

    assert f'href="{link}"' in html
    page = client.get(link)
    assert page.status_code == 200
    assert "could not find" not in page.text


@pytest.mark.parametrize(
    "words", ["deep tissue", "massage", "in", "00000", "Denver, NY", "therapists near"]
)
def test_words_that_are_no_place_lead_to_none(client: Client, words: str) -> None:
    load_real_places()

    assert "near=" not in client.get("/search/", {"q": words}).text
