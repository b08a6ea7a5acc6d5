"""Editors read what readers said; they can delete it, but neither add nor change it."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from articles.models import ArticleFeedback
from tests.articles.views.pages import text_of
from tests.factories.articles import ArticleFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/articlefeedback/"


@pytest.fixture
def editor(client: Client, settings: Settings) -> Client:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(User.objects.create_superuser("editor@example.com"))
    return client


@pytest.fixture
def row() -> ArticleFeedback:
    backs, legs = ArticleFactory(title="Backs"), ArticleFactory(title="Legs")
    ArticleFeedback.objects.create(article=legs, helpful="yes")
    ArticleFeedback.objects.create(article=backs, helpful="yes")
    return ArticleFeedback.objects.create(article=backs, helpful="no", missing="Too <short>.")


def test_the_list_shows_the_words_and_counts_answers_by_article(
    editor: Client, row: ArticleFeedback
) -> None:
    page = text_of(editor.get(LIST).text)

    assert "Too <short>." in page
    for counted in ("Backs (2)", "Legs (1)", "Yes (2)", "Partly (0)", "No (1)"):
        assert counted in page


def test_answers_of_one_article_are_counted_by_what_they_say(
    editor: Client, row: ArticleFeedback
) -> None:
    page = text_of(editor.get(LIST, {"article__id__exact": row.article_id}).text)

    assert "Yes (1)" in page
    assert "No (1)" in page


def test_nothing_can_be_added_or_changed(editor: Client, row: ArticleFeedback) -> None:
    assert editor.get(f"{LIST}add/").status_code == 403
    url = f"{LIST}{row.pk}/change/"
    assert editor.get(url).status_code == 200
    assert editor.post(url, {"helpful": "yes", "missing": ""}).status_code == 403
    row.refresh_from_db()
    assert row.missing == "Too <short>."


def test_an_answer_can_be_deleted(editor: Client, row: ArticleFeedback) -> None:
    editor.post(f"{LIST}{row.pk}/delete/", {"post": "yes"})

    assert ArticleFeedback.objects.count() == 2
