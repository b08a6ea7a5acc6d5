"""Cleaned articles are written to the database, changing only what differs."""

import datetime
from dataclasses import replace
from typing import Any

import pytest
import time_machine

from articles.importing.cleaning import CleanArticle
from articles.importing.loading import Outcome, load, load_related
from articles.models import Article, Claim
from directory.models import Technique
from tests.factories.articles import (
    ArticleFactory,
    ClaimFactory,
    ReferenceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db
PUBLISHED_ON = datetime.date(2026, 11, 22)


@pytest.fixture
def clean() -> CleanArticle:
    ReferenceFactory(key="A")
    ReferenceFactory(key="B")
    topic = TopicFactory(slug="safety")
    Technique.objects.get_or_create(slug="swedish", defaults={"name": "Swedish massage"})
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
        "vetting_questions": [3],
    }
    return CleanArticle(
        slug="one",
        topic=topic.slug,
        values=values,
        body="## Part\n\nText [@B] and [@A].\n",
        techniques=["swedish"],
        conditions=[],
        related=[],
        unknown_fields=[],
    )


def test_a_new_article_is_created_with_all_that_follows_from_its_text(clean: CleanArticle) -> None:
    loaded = load(clean, source="one.md")

    article = Article.objects.get(slug="one")
    assert loaded.outcome == Outcome.CREATED
    assert [c.reference.key for c in article.citations.order_by("number")] == ["B", "A"]
    assert [technique.slug for technique in article.techniques.all()] == ["swedish"]
    assert article.contents == [{"id": "part", "text": "Part"}]
    assert article.word_count == 3
    assert article.updated_on == PUBLISHED_ON
    assert article.source_path == "one.md"


def test_the_claims_of_a_text_are_listed_in_the_order_of_their_use(clean: CleanArticle) -> None:
    ClaimFactory(key="C01")
    ClaimFactory(key="C02", grade="very-low")
    marked = replace(clean, body="So [@A] [#C02]. And so [@B] [#C01; #C02].\n")

    load(marked, source="one.md")

    article = Article.objects.get()
    uses = article.claim_uses.order_by("number")
    assert [use.claim.key for use in uses] == ["C02", "C01"]
    assert "weak evidence" in article.body_html
    assert load(marked, source="one.md").outcome == Outcome.UNCHANGED
    assert load(replace(clean, body="So [@A].\n"), source="one.md").outcome == Outcome.UPDATED
    assert not article.claim_uses.exists()


def test_a_claim_that_was_graded_anew_gets_its_new_label_and_no_new_date(
    clean: CleanArticle,
) -> None:
    claim = ClaimFactory(key="C01", grade="low")
    marked = replace(clean, body="So [@A] [#C01].\n")
    load(marked, source="one.md")
    Claim.objects.filter(pk=claim.pk).update(grade="very-low")

    loaded = load(marked, source="one.md")

    article = Article.objects.get()
    assert loaded.outcome == Outcome.UPDATED
    assert "weak evidence" in article.body_html
    assert article.updated_on == PUBLISHED_ON


def test_loading_the_same_file_again_changes_nothing(clean: CleanArticle) -> None:
    load(clean, source="one.md")
    before = Article.objects.values().get()

    assert load(clean, source="one.md").outcome == Outcome.UNCHANGED
    assert Article.objects.values().get() == before


def test_a_changed_text_is_dated_today(clean: CleanArticle) -> None:
    load(clean, source="one.md")

    with time_machine.travel(datetime.datetime(2027, 1, 5, 12, tzinfo=datetime.UTC)):
        loaded = load(replace(clean, body="New [@A].\n"), source="one.md")

    article = Article.objects.get()
    assert loaded.outcome == Outcome.UPDATED
    assert article.updated_on == datetime.date(2027, 1, 5)
    assert [c.reference.key for c in article.citations.all()] == ["A"]


def test_a_change_of_links_alone_keeps_the_date(clean: CleanArticle) -> None:
    load(clean, source="one.md")

    loaded = load(replace(clean, techniques=[]), source="one.md")

    article = Article.objects.get()
    assert loaded.outcome == Outcome.UPDATED
    assert article.updated_on == PUBLISHED_ON
    assert not article.techniques.exists()


def test_a_new_renderer_reaches_articles_whose_text_is_the_same(clean: CleanArticle) -> None:
    load(clean, source="one.md")
    Article.objects.update(body_html="<p>old</p>")

    assert load(clean, source="one.md").outcome == Outcome.UPDATED
    assert "Text" in Article.objects.get().body_html
    assert Article.objects.get().updated_on == PUBLISHED_ON


def test_a_review_recorded_in_the_admin_survives_while_the_text_is_the_same(
    clean: CleanArticle,
) -> None:
    load(clean, source="one.md")
    review = {"reviewer_name": "A. Clinician", "reviewed_on": datetime.date(2026, 12, 1)}
    Article.objects.update(**review)

    loaded = load(clean, source="one.md")

    assert loaded.outcome == Outcome.UNCHANGED
    assert Article.objects.get().reviewer_name == "A. Clinician"


def test_a_review_does_not_carry_over_to_a_new_text(clean: CleanArticle) -> None:
    load(clean, source="one.md")
    review = {"reviewer_name": "A. Clinician", "reviewed_on": datetime.date(2026, 12, 1)}
    Article.objects.update(**review)

    loaded = load(replace(clean, body="New [@A].\n"), source="one.md")

    assert not Article.objects.get().is_reviewed
    assert "review it again" in loaded.warnings[0]


def test_a_text_that_was_edited_in_the_admin_is_left_alone(clean: CleanArticle) -> None:
    load(clean, source="one.md")
    Article.objects.update(is_edited_here=True, title="Better")

    loaded = load(clean, source="one.md")

    assert loaded.outcome == Outcome.LEFT_ALONE
    assert "--overwrite" in loaded.warnings[0]
    assert Article.objects.get().title == "Better"


def test_overwrite_replaces_a_text_that_was_edited_in_the_admin(clean: CleanArticle) -> None:
    load(clean, source="one.md")
    Article.objects.update(is_edited_here=True, title="Better")

    loaded = load(clean, source="one.md", overwrite=True)

    assert loaded.outcome == Outcome.UPDATED
    assert (Article.objects.get().title, Article.objects.get().is_edited_here) == ("One", False)


def test_a_file_that_does_not_go_with_what_is_stored_is_left_alone_and_said(
    clean: CleanArticle,
) -> None:
    load(clean, source="one.md")
    early = {"published_on": None, "next_review_on": datetime.date(2026, 1, 1), "title": "Two"}

    loaded = load(replace(clean, values={**clean.values, **early}), source="one.md")

    assert loaded.outcome == Outcome.LEFT_ALONE
    assert loaded.warnings[-1] == (
        "its file does not go with what is stored, which is kept:"
        " The next review must come after the publication."
    )
    assert Article.objects.get().title == "One"


def test_related_articles_that_do_not_exist_are_returned() -> None:
    one, two = ArticleFactory(slug="one"), ArticleFactory(slug="two")

    missing = load_related({"one": ["two", "one", "three"]})

    assert missing == {"one": ["three"]}
    assert list(one.related.all()) == [two]
