"""Feeds list what is public, newest change first, and are understood by a feed reader."""

import datetime

import feedparser
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from articles.models import Article
from tests.factories.articles import ArticleFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def address(settings: Settings) -> None:
    settings.SITE_URL = "https://www.example.com"


def parsed(client: Client, path: str = "/articles/feed.atom") -> feedparser.FeedParserDict:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    feed = feedparser.parse(response.content)
    assert feed.bozo is False
    assert feed.version == "atom10"
    return feed


def test_each_public_article_is_listed_with_what_a_reader_needs(client: Client) -> None:
    ArticleFactory(
        published=True,
        slug="one",
        title="Backs & <legs>",
        summary="What is <b> & why?",
        topic__title="Backs",
        updated_on=datetime.date(2026, 3, 9),
    )
    ArticleFactory()
    ArticleFactory(status="archived")

    feed = parsed(client)

    (entry,) = feed.entries
    assert entry.title == "Backs & <legs>"
    assert entry.summary == "What is &lt;b&gt; &amp; why?"
    assert entry.link == entry.id == "https://www.example.com/articles/one/"
    assert entry.updated == "2026-03-09T00:00:00+00:00"
    assert entry.published == "2026-03-01T00:00:00+00:00"
    assert entry.author == "Editorial team"
    assert [tag.term for tag in entry.tags] == ["Backs"]


def test_a_character_that_xml_cannot_hold_breaks_no_feed(client: Client) -> None:
    strange = {name: f"{name}\x0b\x08!" for name in ("title", "summary", "author")}
    topic = TopicFactory(slug="backs", title="Backs\x0c", summary="All\x01 of it")
    ArticleFactory(published=True, topic=topic, **strange)

    for path in ("/articles/feed.atom", "/articles/topics/backs/feed.atom"):
        (entry,) = parsed(client, path).entries
        assert (entry.title, entry.summary, entry.author) == ("title!", "summary!", "author!")
        assert [tag.term for tag in entry.tags] == ["Backs"]


def test_the_feed_names_itself_and_its_page(client: Client) -> None:
    ArticleFactory(published=True)

    feed = parsed(client).feed

    assert feed.title == "Sciatica & Massage Guide"
    assert {link.rel: link.href for link in feed.links} == {
        "alternate": "https://www.example.com/articles/",
        "self": "https://www.example.com/articles/feed.atom",
    }
    assert feed.updated == "2026-03-02T00:00:00+00:00"


def test_the_newest_change_comes_first_and_thirty_are_enough(client: Client) -> None:
    for day in range(1, 32):
        ArticleFactory(
            published=True, updated_on=datetime.date(2026, 5, day), title=f"Of May {day}"
        )

    titles = [entry.title for entry in parsed(client).entries]

    assert titles == [f"Of May {day}" for day in range(31, 1, -1)]


def test_a_changed_title_keeps_the_entry_what_it_was(client: Client) -> None:
    ArticleFactory(published=True, title="Old")
    before = parsed(client).entries[0].id
    Article.objects.update(title="New", updated_on=datetime.date(2026, 6, 1))

    entry = parsed(client).entries[0]

    assert (entry.id, entry.title) == (before, "New")


def test_a_topic_has_a_feed_of_its_own(client: Client) -> None:
    topic = TopicFactory(slug="t", title="Backs & more")
    ArticleFactory(published=True, topic=topic, title="Mine")
    ArticleFactory(published=True, title="Of another")

    feed = parsed(client, "/articles/topics/t/feed.atom")

    assert [entry.title for entry in feed.entries] == ["Mine"]
    assert feed.feed.title == "Backs & more · Sciatica & Massage Guide"
    assert feed.feed.subtitle == "What this topic is about."
    assert {link.rel: link.href for link in feed.feed.links} == {
        "alternate": "https://www.example.com/articles/topics/t/",
        "self": "https://www.example.com/articles/topics/t/feed.atom",
    }


@pytest.mark.parametrize("slug", ["nothing", "drafts"])
def test_a_topic_without_public_articles_has_no_feed(client: Client, slug: str) -> None:
    ArticleFactory(topic__slug="drafts")

    assert client.get(f"/articles/topics/{slug}/feed.atom").status_code == 404


def test_an_empty_site_has_an_empty_feed(client: Client) -> None:
    assert parsed(client).entries == []


def test_feeds_are_for_reading_and_may_be_kept(client: Client) -> None:
    ArticleFactory(published=True)
    first = client.get("/articles/feed.atom")

    again = client.get("/articles/feed.atom", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert first["Cache-Control"] == "public, max-age=3600"
    assert client.head("/articles/feed.atom").status_code == 200
    assert client.post("/articles/feed.atom").status_code == 405


def test_a_feed_takes_the_same_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    topic = TopicFactory(slug="t")
    for _ in range(4):
        ArticleFactory(published=True, topic=topic)

    with django_assert_num_queries(1):
        client.get("/articles/feed.atom")
    with django_assert_num_queries(2):
        client.get("/articles/topics/t/feed.atom")
