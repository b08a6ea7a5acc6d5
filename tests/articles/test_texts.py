"""What a search reads of an article is true as soon as the article has changed."""

import pytest
from django.db import transaction
from django.forms import model_to_dict
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from articles.forms import ArticleForm
from articles.models import Article, ArticleText
from articles.texts import readable, refresh, write
from tests.articles.admin.test_article import answers, change_url
from tests.factories.articles import ArticleFactory, ReferenceFactory

pytestmark = pytest.mark.django_db


def found(client: Client, word: str) -> bool:
    return 'data-group="articles"' in client.get("/search/", {"q": word}).text


@pytest.fixture
def editor(client: Client, settings: Settings) -> Client:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(User.objects.create_superuser("editor@example.com"))
    return client


def change(editor: Client, article: Article, **values: object) -> None:
    data = {**model_to_dict(article, fields=ArticleForm.Meta.fields), **values}
    assert editor.post(change_url(article), answers(**data)).status_code == 302


def test_an_article_is_found_once_it_is_published_in_the_admin(editor: Client) -> None:
    article = ArticleFactory(body="About marmalade.\n")
    assert not found(editor, "marmalade")

    change(editor, article, status="published", published_on="2026-03-01")

    assert found(editor, "marmalade")


def test_an_article_is_no_longer_found_once_it_is_a_draft_again(editor: Client) -> None:
    article = ArticleFactory(published=True, body="About marmalade.\n")
    assert found(editor, "marmalade")

    change(editor, article, status="draft")

    assert not found(editor, "marmalade")
    assert not ArticleText.objects.exists()


def test_a_changed_text_is_found_by_its_new_words_only(editor: Client) -> None:
    article = ArticleFactory(published=True, body="About marmalade.\n")

    change(editor, article, body="About gooseberries.\n")

    assert found(editor, "gooseberry")
    assert not found(editor, "marmalade")


def test_a_removed_article_leaves_no_words_behind(editor: Client) -> None:
    article = ArticleFactory(published=True, body="About marmalade.\n")

    editor.post(f"/admin/articles/article/{article.pk}/delete/", {"post": "yes"})

    assert not Article.objects.exists()
    assert not found(editor, "marmalade")


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
        write(article)
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
