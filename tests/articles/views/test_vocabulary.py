"""Technique and condition pages tie articles to the search, with counts."""

import pytest
from django.test import Client

from articles.importing.foundations import load_references
from directory.models import Condition, Technique
from tests.articles.views.pages import canonical_of, description_of, read, text_of, title_of
from tests.factories.articles import ArticleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def swedish() -> Technique:
    technique, _ = Technique.objects.update_or_create(
        slug="swedish",
        defaults={
            "name": "Swedish massage",
            "definition": "Flowing strokes.",
            "evidence": "Low",
            "pressure_lightest": 1,
            "pressure_firmest": 2,
            "is_offered": True,
            "is_active": True,
        },
    )
    return technique


@pytest.fixture
def disc() -> Condition:
    condition, _ = Condition.objects.update_or_create(
        slug="disc-herniation",
        defaults={
            "name": "Herniated disc",
            "definition": "A disc pushes out.",
            "kind": "cause",
            "is_active": True,
        },
    )
    return condition


def test_the_list_of_techniques_tells_pressure_and_evidence(
    client: Client, swedish: Technique
) -> None:
    page = text_of(read(client, "/techniques/"))

    assert "Swedish massage Flowing strokes." in page
    assert "Pressure: Light to medium" in page
    assert "Evidence: Low" in page
    assert "No therapist lists it yet" in page


def test_conditions_are_grouped_by_their_kind(client: Client, disc: Condition) -> None:
    page = text_of(read(client, "/conditions/"))

    assert page.index("Cause of sciatica") < page.index("Herniated disc")


def test_inactive_terms_have_no_page(client: Client, swedish: Technique, disc: Condition) -> None:
    Technique.objects.update(is_active=False)
    Condition.objects.update(is_active=False)

    assert "Swedish massage" not in read(client, "/techniques/")
    assert "Herniated disc" not in read(client, "/conditions/")
    assert client.get("/techniques/swedish/").status_code == 404
    assert client.get("/conditions/disc-herniation/").status_code == 404


@pytest.mark.parametrize("path", ["/techniques/nope/", "/conditions/nope/"])
def test_unknown_terms_are_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_technique_page_tells_what_it_is_what_it_cannot_do_and_its_sources(
    client: Client, swedish: Technique
) -> None:
    load_references()

    html = read(client, "/techniques/swedish/")
    page = text_of(html)

    assert "Flowing strokes." in page
    assert "Light to medium" in page
    assert "What massage cannot do" in page
    assert "cannot reach an irritated nerve root" in page
    assert "Ask your doctor first" in page
    assert "A comparison of the effects of 2 types of massage" in page
    assert 'id="ref-Cherkin2011"' in html


def test_a_technique_without_notes_still_says_that_massage_is_no_treatment_of_a_cause(
    client: Client,
) -> None:
    Technique.objects.create(slug="brand-new", name="Brand new")

    page = text_of(read(client, "/techniques/brand-new/"))

    assert "It does not treat the cause." in page


def test_what_no_therapist_offers_says_so_instead_of_a_count(
    client: Client, swedish: Technique
) -> None:
    Technique.objects.filter(pk=swedish.pk).update(is_offered=False)

    html = read(client, "/techniques/swedish/")

    assert "something you do yourself" in text_of(html)
    assert "data-therapists" not in html


def test_a_condition_page_tells_what_massage_cannot_do(client: Client, disc: Condition) -> None:
    page = text_of(read(client, "/conditions/disc-herniation/"))

    assert "A disc pushes out." in page
    assert "Massage cannot put a disc back" in page
    assert "Cause of sciatica" in page


def test_only_published_articles_are_mentioned(
    client: Client, swedish: Technique, disc: Condition
) -> None:
    ArticleFactory(published=True, title="Shown", techniques=[swedish], conditions=[disc])
    ArticleFactory(title="Draft", techniques=[swedish], conditions=[disc])
    ArticleFactory(published=True, title="Unrelated")

    for path in ("/techniques/swedish/", "/conditions/disc-herniation/"):
        page = text_of(read(client, path))
        assert "Shown" in page
        assert "Draft" not in page
        assert "Unrelated" not in page


@pytest.mark.parametrize(
    "path", ["/techniques/", "/conditions/", "/techniques/swedish/", "/conditions/disc-herniation/"]
)
def test_every_page_warns_and_is_described(
    client: Client, swedish: Technique, disc: Condition, path: str
) -> None:
    html = read(client, path)

    assert "data-warning-signs" in html
    assert "data-standing-note" in html
    assert title_of(html)
    assert description_of(html)
    assert canonical_of(html) == f"http://testserver{path}"
