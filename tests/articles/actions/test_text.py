"""The text of an article and its reference list are changed together."""

import pytest

from articles.actions import set_references
from tests.factories.articles import ArticleFactory, ReferenceFactory

pytestmark = pytest.mark.django_db


def test_references_are_renumbered_without_clashing() -> None:
    for key in ("A", "B", "C"):
        ReferenceFactory(key=key)
    article = ArticleFactory(body="One [@A]. Two [@B].")

    changed = set_references(article, ["B", "C", "A"])

    assert changed
    listed = article.citations.order_by("number").values_list("number", "reference__key")
    assert list(listed) == [(1, "B"), (2, "C"), (3, "A")]


def test_the_same_references_change_nothing() -> None:
    ReferenceFactory(key="A")
    article = ArticleFactory(body="One [@A].")
    before = list(article.citations.values_list("pk", flat=True))

    changed = set_references(article, ["A"])

    assert not changed
    assert list(article.citations.values_list("pk", flat=True)) == before
