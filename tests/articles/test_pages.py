"""What an article page shows of other rows is true as soon as they have changed."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.actions import record
from articles.choices import RevisionKind
from articles.models import Article, Claim, Reference, Topic
from articles.page_data import ArticleLink, PageData, Place
from articles.pages import data_of, refresh
from tests.factories.articles import ArticleFactory, ClaimFactory, ReferenceFactory, TopicFactory

pytestmark = pytest.mark.django_db


def stored(article: Article) -> PageData:
    refresh()
    article.refresh_from_db()
    return data_of(article)


def test_references_and_claims_are_listed_by_their_numbers() -> None:
    ReferenceFactory(key="A")
    ReferenceFactory(key="B")
    first, second = ClaimFactory(position=2), ClaimFactory(position=1)
    article = ArticleFactory(published=True, body="One [@B]. Two [@A].")
    for number, claim in enumerate((first, second), start=1):
        article.claim_uses.create(claim=claim, number=number)

    data = stored(article)

    assert [(line.number, line.key) for line in data.references] == [(1, "B"), (2, "A")]
    assert [claim.key for claim in data.claims] == [first.key, second.key]


def test_related_articles_are_the_public_ones_in_reading_order() -> None:
    topic = TopicFactory()
    late = ArticleFactory(published=True, topic=topic, position=2, title="Late")
    early = ArticleFactory(status="review-due", published_on="2026-03-01", topic=topic, position=1)
    article = ArticleFactory(published=True, related=[late, early, ArticleFactory()])

    assert [card.url for card in stored(article).related] == [
        early.get_absolute_url(),
        late.get_absolute_url(),
    ]


def test_the_place_in_the_topic_counts_public_articles_only() -> None:
    topic = TopicFactory()
    first = ArticleFactory(published=True, topic=topic, position=1, title="First")
    ArticleFactory(topic=topic, position=2)
    second = ArticleFactory(published=True, topic=topic, position=3, title="Second")
    ArticleFactory(published=True)

    assert stored(first).place == Place(
        1, 2, None, ArticleLink("Second", second.get_absolute_url())
    )
    assert stored(second).place == Place(2, 2, ArticleLink("First", first.get_absolute_url()), None)


def test_a_draft_has_no_place() -> None:
    draft = ArticleFactory()
    ArticleFactory(published=True, topic=draft.topic)

    assert stored(draft).place is None


def test_a_next_version_stands_where_the_published_one_stands() -> None:
    published = ArticleFactory(published=True)
    following = ArticleFactory(published=True, topic=published.topic, position=999)
    record(published, RevisionKind.PUBLISHED, reader_note="First text.")
    version = ArticleFactory(
        revises=published, topic=published.topic, related=[published, following]
    )
    record(version, RevisionKind.WRITTEN, reader_note="New trial.")

    data = stored(version)

    assert data.place == stored(published).place
    assert [card.url for card in data.related] == [following.get_absolute_url()]
    assert [change.note for change in data.changes] == ["New trial.", "First text."]


def test_the_history_shows_what_is_meant_for_readers_newest_first() -> None:
    article = ArticleFactory(published=True)
    days = [datetime.datetime(2026, 3, day, tzinfo=datetime.UTC) for day in (1, 2, 3)]
    for day, note in zip(days, ("Old.", "", "New."), strict=True):
        revision = record(article, RevisionKind.CORRECTED, note="For us.", reader_note=note)
        type(revision).objects.filter(pk=revision.pk).update(made_at=day)

    assert [(change.day, change.note) for change in stored(article).changes] == [
        ("2026-03-03", "New."),
        ("2026-03-01", "Old."),
    ]


def change_topic() -> None:
    Topic.objects.update(title="Another name")


def change_reference() -> None:
    Reference.objects.update(title="Another study")


def change_claim() -> None:
    Claim.objects.update(grade="very-low", graded_on=timezone.localdate())


def unpublish() -> None:
    Article.objects.filter(slug="other").update(status="archived")


@pytest.mark.parametrize("change", [change_topic, change_reference, change_claim, unpublish])
def test_a_refresh_writes_what_changed_and_then_finds_nothing_to_do(change: Any) -> None:
    ReferenceFactory(key="A")
    other = ArticleFactory(published=True, slug="other")
    article = ArticleFactory(published=True, body="Text [@A].", related=[other])
    article.claim_uses.create(claim=ClaimFactory(), number=1)
    before = stored(article)
    assert refresh() == 0

    change()

    assert refresh() > 0
    article.refresh_from_db()
    assert data_of(article) != before
    assert refresh() == 0


def test_what_is_not_stored_yet_is_shown_all_the_same() -> None:
    ReferenceFactory(key="A")
    article = ArticleFactory(published=True, body="Text [@A].")
    expected = stored(article)
    Article.objects.update(page_data={})
    article.refresh_from_db()

    assert data_of(article) == expected


def test_a_refresh_takes_as_many_queries_for_many_articles_as_for_one() -> None:
    ArticleFactory(published=True)
    refresh()
    with CaptureQueriesContext(connection) as few:
        refresh()
    for _ in range(5):
        article = ArticleFactory(published=True, body=f"Text [@{ReferenceFactory().key}].")
        article.claim_uses.create(claim=ClaimFactory(), number=1)
    refresh()
    with CaptureQueriesContext(connection) as many:
        refresh()

    assert len(few) == len(many)
