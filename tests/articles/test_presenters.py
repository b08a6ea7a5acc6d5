"""Several models are put together for one page."""

import datetime

import pytest

from articles.actions import record
from articles.choices import RevisionKind
from articles.derived import refresh
from articles.models import Article
from articles.presenters import article_page, shelves
from directory.models import Condition, Technique
from tests.factories.articles import ArticleFactory, ClaimFactory, ReferenceFactory, TopicFactory

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


def test_the_contents_list_ends_with_the_references_if_there_are_any() -> None:
    ReferenceFactory(key="A")
    with_references = ArticleFactory(published=True, body="## Part\n\nText [@A].")
    without = ArticleFactory(published=True, body="## Part\n\nText.")

    assert [e["text"] for e in article_page(with_references, {}).contents] == ["Part", "References"]
    assert [e["text"] for e in article_page(without, {}).contents] == ["Part"]


def test_the_contents_list_names_claims_and_guidelines_where_they_are_shown() -> None:
    article = ArticleFactory(published=True, body="Text.", shows_guidelines=True)
    article.claim_uses.create(claim=ClaimFactory(), number=1)

    assert [entry["id"] for entry in article_page(article, {}).contents] == ["guidelines", "claims"]


@pytest.mark.usefixtures("vocabulary")
def test_terms_come_in_their_own_order_and_fresh_from_the_vocabulary() -> None:
    article = ArticleFactory(
        published=True, techniques=Technique.objects.all(), conditions=Condition.objects.all()
    )
    refresh()
    Technique.objects.filter(slug="swedish").update(name="Renamed", definition="Anew.")
    Condition.objects.filter(slug="cause-unknown").update(is_active=False)

    page = article_page(article, {("technique", "swedish"): 7})

    assert [term.slug for term in page.techniques] == list(
        Technique.objects.filter(is_active=True).values_list("slug", flat=True)
    )
    assert [term.slug for term in page.conditions] == list(
        Condition.objects.filter(is_active=True).values_list("slug", flat=True)
    )
    renamed = next(term for term in page.techniques if term.slug == "swedish")
    assert (renamed.name, renamed.definition, renamed.therapists) == ("Renamed", "Anew.", 7)
    not_offered = Technique.objects.filter(is_active=True, is_offered=False)
    assert {term.slug for term in page.techniques if term.therapists is None} == set(
        not_offered.values_list("slug", flat=True)
    )


def test_the_history_begins_with_the_publication_even_if_nobody_wrote_it_down() -> None:
    article = ArticleFactory(published=True)
    assert [(c.day, c.note) for c in article_page(article, {}).changes] == [
        ("2026-03-01", "First published.")
    ]
    assert article_page(ArticleFactory(), {}).changes == []

    revision = record(article, RevisionKind.IMPORTED, reader_note="Written down.")
    type(revision).objects.update(made_at=datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC))

    assert [c.note for c in article_page(article, {}).changes] == ["Written down."]


def test_questions_are_those_of_the_directory() -> None:
    article = ArticleFactory(published=True, vetting_questions=[1, 6])

    keys = [question.key for question in article_page(article, {}).questions]

    assert keys == ["credentials", "rates"]
