"""The description for search engines says no more than the page does."""

import json

import pytest

from articles.presenters import article_page
from articles.structured_data import medical_web_page
from directory.structured_data import json_ld
from tests.factories.articles import ArticleFactory, ReferenceFactory

pytestmark = pytest.mark.django_db


def test_a_page_without_review_claims_none() -> None:
    data = medical_web_page(article_page(ArticleFactory(published=True), {}))

    assert data["datePublished"] == "2026-03-01"
    assert data["dateModified"] == "2026-03-02"
    assert not {"reviewedBy", "lastReviewed"} & set(data)


def test_a_review_is_named_with_its_day() -> None:
    article = ArticleFactory(published=True, reviewed=True)

    data = medical_web_page(article_page(article, {}))

    assert data["lastReviewed"] == "2026-04-01"
    assert data["reviewedBy"] == {"@type": "Person", "name": "A. Clinician, PT"}


def test_the_address_is_the_sites_own() -> None:
    article = ArticleFactory(published=True, slug="one")

    assert medical_web_page(article_page(article, {}))["url"] == "http://testserver/articles/one/"


def test_sources_are_cited_with_what_is_known_of_them() -> None:
    ReferenceFactory(key="A", title="A trial", doi="10.1000/a")
    ReferenceFactory(key="B", title="A page", doi="", authors="", year=None)
    article = ArticleFactory(published=True, body="Text [@A; @B].")

    citations = medical_web_page(article_page(article, {}))["citation"]

    assert citations == [
        {
            "@type": "CreativeWork",
            "name": "A trial",
            "creditText": "Doe J, Roe R",
            "datePublished": "2020",
            "url": "https://doi.org/10.1000/a",
        },
        {"@type": "CreativeWork", "name": "A page"},
    ]


def test_a_title_cannot_end_the_script_element() -> None:
    article = ArticleFactory(published=True, title="</script><script>alert(1)</script>")

    script = json_ld(medical_web_page(article_page(article, {})))

    assert script.count("</script>") == 1
    inner = script.partition(">")[2].removesuffix("</script>")
    assert json.loads(inner)["headline"] == article.title
