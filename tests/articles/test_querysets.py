"""Only published articles, and topics that hold one, are public."""

import pytest

from articles.models import Article, Reference, Topic
from tests.factories.articles import ArticleFactory, ReferenceFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_published_leaves_out_drafts() -> None:
    shown = ArticleFactory(published=True)
    ArticleFactory()

    assert list(Article.objects.published()) == [shown]


def test_reading_order_follows_topics_and_then_positions() -> None:
    late, early = TopicFactory(position=2), TopicFactory(position=1)
    third = ArticleFactory(topic=late, position=1)
    second = ArticleFactory(topic=early, position=9)
    first = ArticleFactory(topic=early, position=3)

    assert list(Article.objects.in_reading_order()) == [first, second, third]


def test_on_topic_keeps_to_one_topic() -> None:
    article = ArticleFactory()
    ArticleFactory()

    assert list(Article.objects.on_topic(article.topic)) == [article]


def test_a_topic_with_drafts_only_has_nothing_to_read() -> None:
    ArticleFactory()
    article = ArticleFactory(published=True)
    ArticleFactory(published=True, topic=article.topic)

    assert list(Topic.objects.with_something_to_read()) == [article.topic]


def test_references_are_numbered_in_the_order_asked_for() -> None:
    first, second = ReferenceFactory(key="Z"), ReferenceFactory(key="A")

    numbered = Reference.objects.numbered(["Z", "Missing", "A"])

    assert numbered == [(1, first), (2, second)]
