"""Several models are put together for one page."""

import pytest

from articles.models import Article, Reference
from articles.presenters import article_page, listed, neighbors, shelves
from tests.factories.articles import ArticleFactory, ReferenceFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_articles_are_put_on_the_shelf_of_their_topic() -> None:
    first, second = TopicFactory(position=1), TopicFactory(position=2)
    ArticleFactory(topic=second, title="C", position=1)
    ArticleFactory(topic=first, title="B", position=2)
    ArticleFactory(topic=first, title="A", position=1)

    shown = shelves(Article.objects.with_card_details().in_reading_order())

    assert [(shelf.topic, [a.title for a in shelf.articles]) for shelf in shown] == [
        (first, ["A", "B"]),
        (second, ["C"]),
    ]


def test_a_reference_line_never_shows_an_editors_note() -> None:
    (line,) = listed([(4, Reference(key="A", title="T", certainty="S", note="check"))])

    assert (line.number, line.key, line.note) == (4, "A", "")


def test_a_draft_has_no_neighbors() -> None:
    draft = ArticleFactory()
    ArticleFactory(published=True, topic=draft.topic)

    assert neighbors(draft) == (None, None)


def test_the_contents_list_ends_with_the_references_if_there_are_any() -> None:
    ReferenceFactory(key="A")
    with_references = ArticleFactory(published=True, body="## Part\n\nText [@A].")
    without = ArticleFactory(published=True, body="## Part\n\nText.")

    assert [e["text"] for e in article_page(with_references, {}).contents] == ["Part", "References"]
    assert [e["text"] for e in article_page(without, {}).contents] == ["Part"]


def test_questions_are_those_of_the_directory() -> None:
    article = ArticleFactory(published=True, vetting_questions=[1, 6])

    keys = [question.key for question in article_page(article, {}).questions]

    assert keys == ["credentials", "rates"]
