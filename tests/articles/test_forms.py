"""Editing an article keeps its citations honest and everything derived in step."""

import datetime
from typing import Any

import pytest
import time_machine
from django.forms import model_to_dict

from articles.forms import ArticleForm
from articles.models import Article
from tests.factories.articles import ArticleFactory, ReferenceFactory

pytestmark = pytest.mark.django_db
LATER = datetime.datetime(2027, 1, 5, 12, tzinfo=datetime.UTC)


@pytest.fixture
def article() -> Article:
    ReferenceFactory(key="A")
    article: Article = ArticleFactory(
        published=True, source_path="one.md", body="## Part\n\nText [@A].\n"
    )
    return article


def form_for(article: Article, **changes: Any) -> ArticleForm:
    data = {**model_to_dict(article, fields=ArticleForm.Meta.fields), **changes}
    data["vetting_questions"] = str(data["vetting_questions"])
    given = {
        name: value for name, value in data.items() if value is not None and value is not False
    }
    return ArticleForm(given, instance=article)


def test_an_unknown_citation_is_an_error_of_the_text_with_its_line(article: Article) -> None:
    form = form_for(article, body="Fine.\n\nBad [@Nobody].")

    assert form.errors["body"] == ["Line 3: There is no reference “Nobody”."]


def test_a_new_text_is_rendered_dated_and_kept_from_the_next_import(article: Article) -> None:
    form = form_for(article, body="## New\r\n\r\nWords [@A].")
    assert form.is_valid(), form.errors

    with time_machine.travel(LATER):
        form.save()

    article = Article.objects.get()
    assert article.body == "## New\n\nWords [@A].\n"
    assert article.contents == [{"id": "new", "text": "New"}]
    assert "<h2" in article.body_html
    assert article.updated_on == LATER.date()
    assert article.is_edited_here


def test_recording_a_review_is_no_edit_of_the_text(article: Article) -> None:
    form = form_for(article, reviewer_name="A. Clinician", reviewed_on="2026-12-01")
    assert form.is_valid(), form.errors

    with time_machine.travel(LATER):
        form.save()

    article = Article.objects.get()
    assert article.is_reviewed
    assert not article.is_edited_here
    assert article.updated_on == datetime.date(2026, 3, 2)


def test_a_text_can_be_given_back_to_the_import(article: Article) -> None:
    Article.objects.update(is_edited_here=True)
    form = form_for(Article.objects.get(), is_edited_here=False)
    assert form.is_valid(), form.errors

    form.save()

    assert not Article.objects.get().is_edited_here


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"published_on": None}, "A published article needs a publication date."),
        ({"reviewer_name": "A. Clinician"}, "Give both the reviewer and the date"),
        ({"next_review_on": "2020-01-01"}, "The next review must come after"),
    ],
)
def test_the_rules_of_the_database_are_said_kindly(
    article: Article, changes: dict[str, Any], message: str
) -> None:
    form = form_for(article, **changes)

    assert message in str(form.non_field_errors())


def test_a_reserved_slug_is_refused(article: Article) -> None:
    assert "reserved" in str(form_for(article, slug="topics").errors["slug"])


def test_question_numbers_must_exist(article: Article) -> None:
    assert "1 to 6" in str(form_for(article, vetting_questions=[9]).errors["vetting_questions"])
