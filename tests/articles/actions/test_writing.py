"""Content changes by one way only, which keeps all that follows from it in step."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from articles.actions import writing
from articles.actions.guarding import Refused
from articles.choices import RevisionKind
from articles.models import Article
from articles.trail import trail_of
from tests.articles.desk import (
    BODY,
    FAR,
    approved,
    editor,
    in_state,
    last_line,
    last_number,
    ready,
)
from tests.factories.articles import ClaimFactory, ReferenceFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)


def slip(article: Article) -> dict[str, Any]:
    return {"body": article.body.replace("Walk a little", "Walk a litle", 1)}


def test_new_words_bring_their_page_references_and_claims() -> None:
    ReferenceFactory(key="Other")
    ClaimFactory(key="C300")
    article = ready()

    with time_machine.travel(TODAY):
        writing.write(
            article=article,
            by=editor(),
            content={"body": "## New\n\nWords [@Other] [#C300].\n"},
            note="Shorter.",
        )

    article.refresh_from_db()
    assert article.contents == [{"id": "new", "text": "New"}]
    assert "<h2" in article.body_html
    assert (article.word_count, article.updated_on) == (2, TODAY)
    assert [c.reference.key for c in article.citations.all()] == ["Other"]
    assert [use.claim.key for use in article.claim_uses.all()] == ["C300"]
    line = last_line(article)
    assert (line.kind, line.note) == (RevisionKind.WRITTEN, "Shorter.")
    assert line.snapshot["body"] == article.body


@pytest.mark.parametrize("action", [writing.write, writing.correct])
def test_the_same_words_leave_no_line(action: Callable[..., Any]) -> None:
    article = in_state("draft" if action is writing.write else "published")
    lines = last_number(article)

    action(article=article, by=editor(), content={"body": article.body, "related": []})

    assert last_number(article) == lines


def test_an_approval_does_not_survive_new_words() -> None:
    article = approved()

    writing.write(article=article, by=editor(), content={"summary": "New."})

    article.refresh_from_db()
    assert (article.status, article.is_reviewed) == ("in-review", False)
    assert not trail_of(article).is_approved


def test_a_small_correction_leaves_the_review_and_tells_readers() -> None:
    article = in_state("published", next_review_on=FAR)
    reviewed = (article.reviewer_name, article.reviewed_on, article.next_review_on)

    with time_machine.travel(TODAY):
        writing.correct(
            article=article, by=editor(), content=slip(article), reader_note="Spelling corrected."
        )

    article.refresh_from_db()
    assert "Walk a litle" in article.body_html
    assert (article.reviewer_name, article.reviewed_on, article.next_review_on) == reviewed
    assert (article.status, article.updated_on) == ("published", TODAY)
    line = last_line(article)
    assert (line.kind, line.reader_note) == (RevisionKind.CORRECTED, "Spelling corrected.")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"body": BODY.replace("Rest when", "Sit if", 50)}, "More than 40 words"),
        ({"evidence_grade": "high"}, "Another evidence grade"),
        ({"body": BODY.replace("[@Trial]", "[@Other]")}, "Other references"),
        ({"body": BODY.replace("[#C201]", "[#C300]")}, "Other claims"),
        ({"body": BODY.replace("Rest when", "Massage cures.", 1)}, "cures"),
    ],
)
def test_a_large_or_a_wrong_change_is_no_small_correction(
    content: dict[str, Any], reason: str
) -> None:
    ReferenceFactory(key="Other")
    ClaimFactory(key="C300")
    article = in_state("published")

    with pytest.raises(Refused, match=reason):
        writing.correct(article=article, by=editor(), content=content, reader_note="Small.")

    assert Article.objects.get(pk=article.pk).body == BODY


def test_readers_are_told_of_a_correction_of_words() -> None:
    article = in_state("published")

    with pytest.raises(Refused, match="Tell readers"):
        writing.correct(article=article, by=editor(), content=slip(article))


def test_other_links_need_no_word_to_readers() -> None:
    article, other = in_state("published"), in_state("published")

    writing.correct(article=article, by=editor(), content={"related": [other.slug]})

    assert list(article.related.all()) == [other]
    assert last_line(article).reader_note == ""


def test_an_import_leaves_a_text_alone_that_was_changed_here(tmp_path: Any) -> None:
    ready()
    article = in_state("published", slug="one", source_path="one.md")
    (tmp_path / "one.md").write_text(
        "---\nslug: one\ntitle: One\nsummary: Short.\nquestion: What?\nauthor: Team\n"
        f"topic: {article.topic.slug}\nevidence_grade: low\npublished_on: 2026-03-01\n"
        f"next_review_on: 2100-01-01\n---\n\n{BODY}"
    )
    writing.correct(
        article=article, by=editor(), content=slip(article), reader_note="Spelling corrected."
    )

    call_command("import_articles", path=tmp_path, verbosity=0)

    article.refresh_from_db()
    assert "litle" in article.body
    assert article.is_edited_here


@pytest.mark.parametrize("body", ["\n", "1 2 3\n", "| 9 | 9 |\n" * 50, "x" * 5_000 + "\n"])
def test_the_reading_grade_of_any_text_fits_its_field(body: str) -> None:
    article = ready()

    writing.write(article=article, by=editor(), content={"body": body})

    assert 0 <= (Article.objects.get(pk=article.pk).reading_grade or 0) < 100
