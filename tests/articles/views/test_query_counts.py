"""A page takes the same few queries, however much there is to show."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.actions import record
from articles.choices import RevisionKind
from articles.derived import refresh
from articles.models import Reference
from directory.models import Condition, Technique
from directory.search import generation, memory
from tests.factories.articles import ArticleFactory, ClaimFactory, ReferenceFactory, TopicFactory

pytestmark = pytest.mark.django_db


def fill(amount: int) -> None:
    """A topic with an article `one` that has `amount` of everything an article can have."""
    topic, _ = TopicFactory(slug=f"topic-of-{amount}"), TopicFactory()
    keys = [ReferenceFactory().key for _ in range(amount)]
    techniques = [
        Technique.objects.create(slug=f"technique-{amount}-{n}", name=f"Technique {amount} {n}")
        for n in range(amount)
    ]
    conditions = [
        Condition.objects.create(
            slug=f"condition-{amount}-{n}", name=f"Condition {amount} {n}", kind="cause"
        )
        for n in range(amount)
    ]
    details: dict[str, Any] = {
        "published": True,
        "body": " ".join(f"Text [@{key}]." for key in keys),
        "techniques": techniques,
        "conditions": conditions,
    }
    others = [ArticleFactory(topic=topic, **details) for _ in range(amount)]
    ArticleFactory(published=True)
    article = ArticleFactory(slug=f"article-of-{amount}", topic=topic, related=others, **details)
    for number in range(1, amount + 1):
        article.claim_uses.create(claim=ClaimFactory(), number=number)
        record(article, RevisionKind.CORRECTED, reader_note="A word mended.")
    for key in keys:
        Technique.objects.get(slug=f"technique-{amount}-0").references.add(
            Reference.objects.get(key=key)
        )
    refresh()
    generation.renew()  # as loading the vocabulary does


def queries(client: Client, path: str) -> int:
    client.get(path)  # what is read once per process does not count
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/articles/", 1),
        ("/articles/topics/topic-of-{}/", 3),
        ("/articles/article-of-{}/", 2),
        ("/techniques/", 2),
        ("/techniques/technique-{}-0/", 4),
        ("/conditions/", 2),
        ("/conditions/condition-{}-0/", 3),
        ("/glossary/", 3),
        ("/warning-signs/", 1),
    ],
)
def test_more_to_show_takes_no_more_queries(client: Client, path: str, most: int) -> None:
    fill(1)
    few = queries(client, path.format(1))
    fill(5)
    many = queries(client, path.format(5))

    assert many == few
    assert many == most


def first_queries(client: Client, path: str) -> int:
    """As the first visitor after a restart has them: nothing is remembered of the directory."""
    client.get(path)
    memory.forget()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_the_first_article_after_a_restart_takes_four_queries(client: Client) -> None:
    fill(1)
    few = first_queries(client, "/articles/article-of-1/")
    fill(5)
    many = first_queries(client, "/articles/article-of-5/")

    assert (few, many) == (4, 4)


def test_an_article_counts_therapists_anew_when_the_directory_changes(client: Client) -> None:
    """The generation is read with the article: what is remembered is never older than it."""
    fill(1)
    client.get("/articles/article-of-1/")
    generation.renew()
    with CaptureQueriesContext(connection) as captured:
        client.get("/articles/article-of-1/")

    assert len(captured) == 4
