"""The sitemap lists what anyone may read, and nothing else."""

import datetime

import pytest

from articles.sitemaps import (
    ArticleSitemap,
    ClaimSitemap,
    ConditionSitemap,
    TechniqueSitemap,
    TopicSitemap,
)
from directory.models import Condition, Technique
from tests.factories.articles import ArticleFactory, ClaimFactory

pytestmark = pytest.mark.django_db


def test_published_articles_are_listed_with_the_day_of_their_last_change() -> None:
    shown = ArticleFactory(published=True, slug="one")
    ArticleFactory()

    sitemap = ArticleSitemap()

    assert [sitemap.location(item) for item in sitemap.items()] == ["/articles/one/"]
    assert sitemap.lastmod(shown) == datetime.date(2026, 3, 2)


def test_topics_are_listed_when_there_is_something_to_read() -> None:
    ArticleFactory(published=True, topic__slug="safety")
    ArticleFactory()

    sitemap = TopicSitemap()

    assert [sitemap.location(item) for item in sitemap.items()] == ["/articles/topics/safety/"]


def test_active_terms_are_listed() -> None:
    Technique.objects.all().delete()
    Condition.objects.all().delete()
    Technique.objects.create(slug="swedish", name="Swedish massage")
    Technique.objects.create(slug="old", name="Old", is_active=False)
    Condition.objects.create(slug="cause-unknown", name="Not known", kind="pattern")
    Condition.objects.create(slug="old", name="Old", kind="cause", is_active=False)

    techniques, conditions = TechniqueSitemap(), ConditionSitemap()

    assert [techniques.location(t) for t in techniques.items()] == ["/techniques/swedish/"]
    assert [conditions.location(c) for c in conditions.items()] == ["/conditions/cause-unknown/"]


def test_the_pages_of_claims_are_listed_with_the_day_of_the_last_grading() -> None:
    ClaimFactory(graded_on=datetime.date(2026, 3, 1), verdict="unsupported", mismatch="Not so.")
    ClaimFactory(graded_on=datetime.date(2026, 4, 1))
    ClaimFactory(graded_on=datetime.date(2026, 5, 1), wording="")

    sitemap = ClaimSitemap()

    assert [(sitemap.location(item), sitemap.lastmod(item)) for item in sitemap.items()] == [
        ("/claims/", datetime.date(2026, 4, 1)),
        ("/claims/corrections/", datetime.date(2026, 3, 1)),
        ("/claims/guidelines/", None),
    ]


def test_before_any_claim_is_loaded_no_day_is_given() -> None:
    assert ClaimSitemap().lastmod("articles:claims") is None
