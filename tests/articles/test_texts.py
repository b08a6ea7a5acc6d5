"""What a search reads of an article is true as soon as the article has changed."""

import pytest
from django.db import transaction
from django.test import Client

from articles import derived
from articles.actions import set_body
from articles.models import Article, ArticleText
from articles.rendering import render_article
from articles.texts import readable, refresh
from tests.factories.articles import ArticleFactory, ReferenceFactory

pytestmark = pytest.mark.django_db


def found(client: Client, word: str) -> bool:
    return 'data-group="articles"' in client.get("/search/", {"q": word}).text


def change(article: Article, **values: object) -> None:
    """As every action does it: the change, and then what is derived of it."""
    for name, value in values.items():
        setattr(article, name, value)
    set_body(article, article.body, render_article(article.body))
    article.save()
    derived.refresh()


def test_an_article_is_found_once_it_is_published(client: Client) -> None:
    article = ArticleFactory(body="About marmalade.\n")
    assert not found(client, "marmalade")

    change(article, status="published", published_on=article.updated_on)

    assert found(client, "marmalade")


@pytest.mark.parametrize("status", ["draft", "in-review", "archived"])
def test_an_article_is_no_longer_found_once_it_is_taken_down(client: Client, status: str) -> None:
    article = ArticleFactory(published=True, body="About marmalade.\n")
    assert found(client, "marmalade")

    change(article, status=status)

    assert not found(client, "marmalade")
    assert not ArticleText.objects.exists()


def test_an_article_whose_review_is_due_is_still_found(client: Client) -> None:
    article = ArticleFactory(published=True, body="About marmalade.\n")

    change(article, status="review-due")

    assert found(client, "marmalade")


def test_a_changed_text_is_found_by_its_new_words_only(client: Client) -> None:
    article = ArticleFactory(published=True, body="About marmalade.\n")

    change(article, body="About gooseberries.\n")

    assert found(client, "gooseberry")
    assert not found(client, "marmalade")


def test_a_removed_article_leaves_no_words_behind(client: Client) -> None:
    article = ArticleFactory(published=True, body="About marmalade.\n")

    article.delete()

    assert not ArticleText.objects.exists()
    assert not found(client, "marmalade")


def test_words_that_outlive_their_publication_still_find_nothing(client: Client) -> None:
    """The row is a help, not the gate: what is not public is not found, whatever a row says."""
    ArticleFactory(published=True, body="About marmalade.\n")
    Article.objects.update(status="draft")

    assert ArticleText.objects.exists()
    assert not found(client, "marmalade")


def test_words_are_written_with_the_change_or_not_at_all() -> None:
    article = ArticleFactory(body="About marmalade.\n")
    article.status, article.published_on = "published", article.updated_on

    with pytest.raises(RuntimeError), transaction.atomic():
        article.save()
        refresh(Article.objects.all())
        raise RuntimeError

    assert not ArticleText.objects.exists()


def test_a_refresh_mends_what_is_wrong_and_then_finds_nothing_to_do() -> None:
    kept, changed, missing = (ArticleFactory(published=True) for _ in range(3))
    ArticleText.objects.filter(pk=changed.pk).update(body="wrong")
    ArticleText.objects.filter(pk=missing.pk).delete()
    draft = ArticleFactory()
    ArticleText.objects.create(article=draft, title="leak", summary="", body="")

    assert refresh(Article.objects.all()) == 3
    assert refresh(Article.objects.all()) == 0
    assert set(ArticleText.objects.values_list("pk", flat=True)) == {
        kept.pk,
        changed.pk,
        missing.pk,
    }


def test_what_is_read_has_no_tags_and_no_numbers_of_references() -> None:
    ReferenceFactory(key="A")
    article = ArticleFactory(body="## Why\n\nBacks & *legs* hurt. [@A]\n\n- one\n- two\n\nEnd.\n")

    assert readable(article) == "Why · Backs & legs hurt. one · two · End."
