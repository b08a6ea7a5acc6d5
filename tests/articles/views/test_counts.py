"""The count beside a term is exactly what its search finds."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from directory.models import Condition, Technique
from tests.articles.views.pages import read
from tests.factories.articles import ArticleFactory
from tests.factories.directory import TherapistFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def country(vocabulary: None) -> None:
    TherapistFactory(
        published=True,
        places=["Denver", "Boulder"],
        techniques=["swedish", "deep-tissue"],
        conditions=["disc-herniation"],
    )
    TherapistFactory(published=True, techniques=["swedish"], conditions=["cause-unknown"])
    TherapistFactory(published=True, techniques=["sports"])
    TherapistFactory(techniques=["swedish"], conditions=["disc-herniation"])


def search_total(client: Client, path: str) -> int:
    match = re.search(r'data-total="(\d+)"', client.get(path).content.decode())
    assert match, path
    return int(match[1])


def term_pages() -> Iterator[tuple[str, str]]:
    for technique in Technique.objects.filter(is_active=True, is_offered=True):
        yield f"/techniques/{technique.slug}/", f"/therapists/?technique={technique.slug}"
    for condition in Condition.objects.filter(is_active=True):
        yield f"/conditions/{condition.slug}/", f"/therapists/?condition={condition.slug}"


def test_every_term_page_shows_the_total_of_its_search(client: Client) -> None:
    for page, search in term_pages():
        html = read(client, page)
        match = re.search(r'data-therapists="(\d+)"', html)
        assert match, page
        assert int(match[1]) == search_total(client, search), page
        assert int(match[1]) == 0 or f'href="{search}"' in html


def test_a_therapist_with_two_places_counts_once(client: Client) -> None:
    html = read(client, "/techniques/swedish/")

    assert 'data-therapists="2"' in html
    assert "2 therapists offer this" in html


def test_one_therapist_is_spoken_of_in_the_singular(client: Client) -> None:
    assert "1 therapist offers this" in read(client, "/techniques/deep-tissue/")


@pytest.mark.parametrize("page", ["/techniques/", "/conditions/", "/articles/one/"])
def test_counts_in_lists_are_totals_of_their_searches(client: Client, page: str) -> None:
    ArticleFactory(
        published=True,
        slug="one",
        techniques=Technique.objects.all(),
        conditions=Condition.objects.all(),
    )

    counts = re.findall(r'href="(/therapists/\?[^"]+)" data-count="(\d+)"', read(client, page))

    assert counts
    for search, count in counts:
        assert int(count) == search_total(client, search), search
