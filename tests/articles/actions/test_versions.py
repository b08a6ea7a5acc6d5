"""A public text is changed in a copy that readers do not see; earlier texts can be brought back."""

import datetime

import pytest

from articles.actions import desk, versions, writing
from articles.actions.guarding import Refused
from articles.actions.history import snapshot
from articles.models import Article
from tests.articles.desk import editor, in_state, last_line, ready, status_of
from tests.factories.articles import ArticleFactory

pytestmark = pytest.mark.django_db


def test_a_next_version_begins_with_the_published_text() -> None:
    article = in_state("published", source_path="one.md", related=[ready()])

    version = versions.start_new_version(article=article, by=editor())

    assert snapshot(version) == snapshot(article)
    assert (version.slug, version.status, version.revises) == (
        f"{article.slug}--next",
        "draft",
        article,
    )
    assert (version.is_reviewed, version.published_on, version.source_path) == (False, None, "")
    assert last_line(version).note == "Begun from revision 2 of the published text."
    assert status_of(article) == "published"


def test_a_second_try_leads_to_the_version_that_is_there() -> None:
    article = in_state("published")
    first = versions.start_new_version(article=article, by=editor())
    writing.write(article=first, by=editor(), content={"summary": "Half done."})

    second = versions.start_new_version(article=article, by=editor())

    assert second == first
    assert second.summary == "Half done."


def test_a_version_that_was_given_up_begins_anew() -> None:
    article = in_state("published")
    first = versions.start_new_version(article=article, by=editor())
    writing.write(article=first, by=editor(), content={"summary": "A wrong track."})
    desk.archive(article=first, by=editor())

    second = versions.start_new_version(article=article, by=editor())

    assert (second.pk, second.status, second.summary) == (first.pk, "draft", article.summary)


def test_long_addresses_are_cut_and_never_meet() -> None:
    one = in_state("published", slug="a" * 80)
    other = in_state("published", slug="a" * 79 + "b")

    slugs = [versions.start_new_version(article=a, by=editor()).slug for a in (one, other)]

    suffix = f"--next-{other.pk}"
    assert slugs == ["a" * 74 + "--next", "a" * (80 - len(suffix)) + suffix]


def test_an_earlier_text_comes_back_into_a_draft() -> None:
    other = ready(title="Other")
    article = ArticleFactory(title="First", body="One.\n", related=[other])
    writing.begin(article=article, by=editor())
    writing.write(
        article=article, by=editor(), content={"title": "Second", "body": "Two.\n", "related": []}
    )

    first = article.revisions.get(number=1)
    restored = versions.restore_text(article=article, by=editor(), revision=first)

    article.refresh_from_db()
    assert (article.title, article.body, list(article.related.all())) == (
        "First",
        "One.\n",
        [other],
    )
    assert "One." in article.body_html
    assert restored.left_out == []
    assert last_line(article).note == "The text of revision 1."


def test_what_is_no_longer_there_is_left_out_and_named() -> None:
    article = ready()
    writing.begin(article=article, by=editor())
    first = article.revisions.get()
    first.snapshot |= {"techniques": ["gone"], "related": ["gone-too"], "body": "Text [@Nobody].\n"}
    first.save()

    restored = versions.restore_text(article=article, by=editor(), revision=first)

    assert restored.left_out == ["Nobody", "gone", "gone-too"]
    assert Article.objects.get(pk=article.pk).body == "Text [@Nobody].\n"


def test_an_earlier_text_of_a_public_article_becomes_its_next_version() -> None:
    article = in_state("published", summary="New words.")
    first = article.revisions.get(number=1)
    first.snapshot |= {"summary": "Old words."}
    first.save()

    restored = versions.restore_text(article=article, by=editor(), revision=first)

    article.refresh_from_db()
    assert (article.summary, article.status) == ("New words.", "published")
    assert restored.article.revises == article
    assert restored.article.summary == "Old words."


def test_the_text_of_another_article_does_not_come_here() -> None:
    article, other = in_state("draft"), in_state("draft")

    with pytest.raises(Refused, match="belongs to another article"):
        versions.restore_text(article=article, by=editor(), revision=other.revisions.get())


@pytest.mark.parametrize(
    ("day", "next_day"),
    [("2026-11-22", "2027-11-22"), ("2028-02-29", "2029-02-28")],
)
def test_the_next_review_is_in_a_year(day: str, next_day: str) -> None:
    date = datetime.date.fromisoformat

    assert versions.in_a_year(date(day)) == date(next_day)
