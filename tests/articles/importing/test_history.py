"""An import tells readers what they should know of it, once."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from articles.importing.cleaning import Change
from articles.importing.history import tell
from articles.models import Article
from tests.factories.articles import ArticleFactory

pytestmark = pytest.mark.django_db
CHANGE = Change(datetime.date(2026, 5, 1), "A new trial was added.")


def lines(article: Article) -> list[tuple[datetime.date, str]]:
    return [
        (timezone.localdate(line.made_at), line.reader_note)
        for line in article.revisions.order_by("number")
    ]


@pytest.fixture
def article() -> Article:
    article: Article = ArticleFactory(published=True, source_path="one.md")
    return article


def test_the_first_line_is_dated_when_readers_saw_the_article_first(article: Article) -> None:
    tell(article)

    line = article.revisions.get()
    assert lines(article) == [(datetime.date(2026, 3, 1), "First published.")]
    assert (line.kind, line.note, line.actor) == ("imported", "one.md", None)
    assert (line.from_status, line.to_status) == ("", "published")
    assert line.snapshot["body"] == article.body


def test_nothing_changed_means_no_line(article: Article) -> None:
    tell(article)

    tell(article)

    assert article.revisions.count() == 1


def test_a_changed_text_is_told_with_the_day_of_the_import(article: Article) -> None:
    tell(article)
    article.body = "Other words.\n"
    article.save()

    with time_machine.travel(datetime.datetime(2027, 1, 5, 12, tzinfo=datetime.UTC)):
        tell(article)

    assert lines(article)[1:] == [(datetime.date(2027, 1, 5), "Text revised.")]


def test_a_change_that_is_none_of_the_text_is_kept_for_the_desk_alone(article: Article) -> None:
    tell(article)
    article.related.add(ArticleFactory(slug="other"))

    tell(article)

    assert lines(article)[-1][1] == ""
    assert article.revisions.order_by("number").last().snapshot["related"] == ["other"]


def test_a_new_look_of_the_same_text_is_no_change(article: Article) -> None:
    tell(article)
    article.body_html = "<p>the renderer changed</p>"
    article.save()

    tell(article)

    assert article.revisions.count() == 1


def test_a_draft_is_not_told_to_readers_until_it_is_published() -> None:
    draft = ArticleFactory()
    tell(draft)
    assert [note for _, note in lines(draft)] == [""]

    draft.status, draft.published_on = "published", datetime.date(2026, 6, 1)
    draft.save()
    tell(draft)

    assert lines(draft)[1:] == [(datetime.date(2026, 6, 1), "First published.")]
    assert draft.revisions.get(number=2).from_status == "draft"


def test_what_the_writer_says_of_a_change_takes_the_place_of_the_general_line(
    article: Article,
) -> None:
    tell(article)
    article.body = "Other words.\n"
    article.save()

    tell(article, [CHANGE])

    assert lines(article)[1:] == [(CHANGE.on, CHANGE.note)]
    assert article.revisions.get(number=2).snapshot["body"] == "Other words.\n"


def test_what_the_writer_says_becomes_a_line_once(article: Article) -> None:
    tell(article, [CHANGE])
    tell(article, [CHANGE])

    assert [note for _, note in lines(article)] == ["First published.", CHANGE.note]
