"""A file publishes an article; every other step belongs to the editorial desk."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from articles.importing.cleaning import CleanArticle
from articles.importing.loading import Loaded, Outcome, load
from articles.models import Article
from tests.factories.articles import TopicFactory

pytestmark = pytest.mark.django_db
PUBLISHED_ON = datetime.date(2026, 11, 22)
BODY, NEW_BODY = "## Part\n\nText.\n", "## Part\n\nNew text.\n"


@pytest.fixture
def clean() -> CleanArticle:
    values: dict[str, Any] = {
        "title": "One",
        "summary": "What it tells.",
        "question": "What is it?",
        "author": "Editorial team",
        "position": 1,
        "status": "published",
        "published_on": PUBLISHED_ON,
        "reviewer_name": "",
        "reviewed_on": None,
        "next_review_on": None,
        "evidence_grade": "low",
        "evidence_note": "",
        "reading_grade": None,
        "vetting_questions": [],
        "shows_guidelines": False,
    }
    return CleanArticle("one", TopicFactory().slug, values, BODY, [], [], [], [])


def again(
    clean: CleanArticle, *, body: str = BODY, overwrite: bool = False, **stored: Any
) -> tuple[Loaded, Article]:
    """Loaded once, then changed at the desk, then loaded once more."""
    load(clean, source="one.md")
    Article.objects.update(**stored)
    loaded = load(replace(clean, body=body), source="one.md", overwrite=overwrite)
    return loaded, Article.objects.get()


@pytest.mark.parametrize("body", [BODY, NEW_BODY])
@pytest.mark.parametrize("overwrite", [False, True])
def test_an_archived_article_is_never_brought_back(
    clean: CleanArticle, body: str, overwrite: bool
) -> None:
    loaded, article = again(clean, body=body, overwrite=overwrite, status="archived")

    assert loaded.outcome == Outcome.LEFT_ALONE
    assert "archived" in loaded.warnings[0]
    assert (article.status, article.body) == ("archived", BODY)


def test_a_review_that_is_due_stays_due_while_the_text_is_the_same(clean: CleanArticle) -> None:
    loaded, article = again(clean, status="review-due", review_reason="Claim C01 …")

    assert loaded.outcome == Outcome.UNCHANGED
    assert (article.status, article.review_reason) == ("review-due", "Claim C01 …")


def test_a_new_text_is_the_answer_to_a_review_that_was_due(clean: CleanArticle) -> None:
    loaded, article = again(clean, body=NEW_BODY, status="review-due", review_reason="C01 …")

    assert (article.status, article.review_reason) == ("published", "")
    assert loaded.warnings == ["its text changed, so that its review is no longer due (C01 …)"]


@pytest.mark.parametrize("status", ["in-review", "scheduled"])
def test_what_a_reviewer_may_be_reading_is_left_alone(clean: CleanArticle, status: str) -> None:
    loaded, article = again(clean, body=NEW_BODY, status=status, publish_on=PUBLISHED_ON)

    assert loaded.outcome == Outcome.LEFT_ALONE
    assert "in review at the desk" in loaded.warnings[0]
    assert (article.status, article.body) == (status, BODY)


@pytest.mark.parametrize("status", ["in-review", "scheduled"])
def test_overwriting_it_begins_again_with_a_draft(clean: CleanArticle, status: str) -> None:
    loaded, article = again(
        clean, body=NEW_BODY, overwrite=True, status=status, publish_on=PUBLISHED_ON
    )

    assert loaded.outcome == Outcome.UPDATED
    assert (article.status, article.publish_on, article.body) == ("draft", None, NEW_BODY)


def test_a_draft_that_was_taken_back_stays_a_draft(clean: CleanArticle) -> None:
    _, article = again(clean, body=NEW_BODY, status="draft")

    assert (article.status, article.body) == ("draft", NEW_BODY)


def test_a_date_that_is_new_in_the_file_publishes_a_draft(clean: CleanArticle) -> None:
    unpublished = {**clean.values, "status": "draft", "published_on": None}
    load(replace(clean, values=unpublished), source="one.md")
    assert Article.objects.get().status == "draft"

    load(clean, source="one.md")

    assert Article.objects.get().status == "published"
    assert Article.objects.get().published_on == PUBLISHED_ON


def test_what_the_desk_published_is_not_taken_offline_by_its_file(clean: CleanArticle) -> None:
    draft = replace(clean, values={**clean.values, "status": "draft", "published_on": None})
    load(draft, source="one.md")
    Article.objects.update(status="published", published_on=PUBLISHED_ON)

    loaded = load(draft, source="one.md")

    assert loaded.outcome == Outcome.UNCHANGED
    assert "has no published_on" in loaded.warnings[0]
    assert Article.objects.get().published_on == PUBLISHED_ON


@pytest.mark.parametrize("overwrite", [False, True])
def test_the_next_version_of_an_article_is_never_overwritten(
    clean: CleanArticle, overwrite: bool
) -> None:
    load(clean, source="one.md")
    load(replace(clean, slug="one--next", values={**clean.values, "status": "draft"}), source="x")
    original = Article.objects.get(slug="one")
    Article.objects.filter(slug="one--next").update(revises=original, status="draft")

    loaded = load(replace(clean, slug="one--next", body=NEW_BODY), source="x", overwrite=overwrite)

    assert loaded.outcome == Outcome.LEFT_ALONE
    assert "next version" in loaded.warnings[0]


def test_a_new_text_says_that_a_next_version_was_begun_from_the_old_one(
    clean: CleanArticle,
) -> None:
    load(clean, source="one.md")
    original = Article.objects.get()
    load(replace(clean, slug="two", values={**clean.values, "status": "draft"}), source="x")
    Article.objects.filter(slug="two").update(revises=original, status="draft")

    loaded = load(replace(clean, body=NEW_BODY), source="one.md")

    assert loaded.outcome == Outcome.UPDATED
    assert "a next version of it is being written" in loaded.warnings[0]
    assert Article.objects.get(slug="two").body == BODY
