"""Editors find articles by what needs doing, and cannot break a text."""

import datetime
from typing import Any

import pytest
from django.forms import model_to_dict
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from articles.forms import ArticleForm
from articles.models import Article
from tests.factories.articles import ArticleFactory, ReferenceFactory, TopicFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


@pytest.fixture
def editor(client: Client, settings: Settings) -> Client:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(User.objects.create_superuser("editor@example.com"))
    return client


def answers(**values: Any) -> dict[str, Any]:
    inline = {"citations-TOTAL_FORMS": "0", "citations-INITIAL_FORMS": "0"}
    data = {**values, "vetting_questions": str(values.get("vetting_questions", []))}
    return {
        **inline,
        **{name: value for name, value in data.items() if value is not None and value is not False},
    }


def change_url(article: Article) -> str:
    return f"{LIST}{article.pk}/change/"


@pytest.mark.parametrize(
    ("review", "shown"),
    [
        ("pending", {"Never"}),
        ("due", {"Due"}),
        ("done", {"Fresh"}),
        ("", {"Never", "Due", "Fresh"}),
    ],
)
def test_articles_are_found_by_the_state_of_their_review(
    editor: Client, review: str, shown: set[str]
) -> None:
    past, future = datetime.date(2026, 5, 1), datetime.date(2100, 1, 1)
    ArticleFactory(title="Never")
    ArticleFactory(title="Due", reviewed=True, next_review_on=past)
    ArticleFactory(title="Fresh", reviewed=True, next_review_on=future)

    text = editor.get(LIST, {"review": review} if review else {}).text

    assert {title for title in ("Never", "Due", "Fresh") if f">{title}</a>" in text} == shown


def test_articles_are_found_by_a_word_of_their_text(editor: Client) -> None:
    ArticleFactory(title="Right", body="About marmalade.")
    ArticleFactory(title="Wrong")

    text = editor.get(LIST, {"q": "marmalade"}).text

    assert ">Right</a>" in text
    assert ">Wrong</a>" not in text
    assert "Clinical review pending" in text


def test_a_new_article_gets_its_references(editor: Client) -> None:
    ReferenceFactory(key="A")
    values = {
        "title": "One",
        "slug": "one",
        "question": "What is it?",
        "summary": "What it tells.",
        "topic": TopicFactory().pk,
        "position": 1,
        "author": "Editorial team",
        "status": "draft",
        "evidence_grade": "low",
        "body": "Text [@A].",
    }

    response = editor.post(f"{LIST}add/", answers(**values))

    assert response.status_code == 302
    article = Article.objects.get(slug="one")
    assert [citation.reference.key for citation in article.citations.all()] == ["A"]


def test_a_changed_text_renumbers_its_references(editor: Client) -> None:
    ReferenceFactory(key="A")
    ReferenceFactory(key="B")
    article = ArticleFactory(body="One [@A]. Two [@B].\n")
    values = model_to_dict(article, fields=ArticleForm.Meta.fields)

    response = editor.post(
        change_url(article), answers(**{**values, "body": "Two [@B]. One [@A]."})
    )

    assert response.status_code == 302
    numbers = article.citations.order_by("number").values_list("reference__key", flat=True)
    assert list(numbers) == ["B", "A"]


def test_a_bad_citation_is_explained_at_the_text(editor: Client) -> None:
    article = ArticleFactory()
    values = model_to_dict(article, fields=ArticleForm.Meta.fields)

    response = editor.post(change_url(article), answers(**{**values, "body": "Text [@Nobody]."}))

    assert response.status_code == 200
    assert "Line 1: There is no reference “Nobody”." in response.text
    assert Article.objects.get().body == article.body


def test_only_a_published_article_has_a_link_to_its_page(editor: Client) -> None:
    draft, shown = ArticleFactory(), ArticleFactory(published=True)

    assert "View on site" not in editor.get(change_url(draft)).text
    assert "View on site" in editor.get(change_url(shown)).text


def test_the_reference_list_is_shown_but_follows_from_the_text(editor: Client) -> None:
    ReferenceFactory(key="A", title="A trial of rest")
    article = ArticleFactory(body="Text [@A].")

    text = editor.get(change_url(article)).text

    assert "A trial of rest" in text
    assert 'name="citations-0-reference"' not in text
