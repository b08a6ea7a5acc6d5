"""The form keeps a text honest, a public text steady, and nobody's words from getting lost."""

import datetime
from typing import Any

import pytest
from django.forms import model_to_dict
from django.http import QueryDict

from articles.actions import writing
from articles.forms import LONGEST_TEXT, ArticleForm
from articles.models import Article
from directory.models import Technique
from tests.articles.desk import BODY, editor, in_state, last_line, last_number, ready
from tests.factories.articles import ArticleFactory, ReferenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    ReferenceFactory(key="A")
    found: Article = ArticleFactory(source_path="one.md", body="## Part\n\nText [@A].\n")
    writing.begin(article=found, by=editor())
    return Article.objects.get()


def data_of(article: Article, **changes: Any) -> dict[str, Any]:
    data = model_to_dict(article, fields=ArticleForm.Meta.fields)
    data |= {"opened_at": last_number(article), **changes}
    for name in ("techniques", "conditions", "related"):
        data[name] = [getattr(row, "pk", row) for row in data[name]]
    return {name: value for name, value in data.items() if value is not None and value is not False}


def form_for(article: Article, **changes: Any) -> ArticleForm:
    data = QueryDict(mutable=True)
    for name, value in data_of(article, **changes).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return ArticleForm(data, instance=Article.objects.get(pk=article.pk))


def test_an_unknown_citation_is_an_error_of_the_text_with_its_line(article: Article) -> None:
    form = form_for(article, body="Fine.\n\nBad [@Nobody].")

    assert form.errors["body"] == ["Line 3: There is no reference “Nobody”."]


def test_an_unknown_claim_is_an_error_too(article: Article) -> None:
    form = form_for(article, body="Fine.\n\nBad [#C99].")

    assert form.errors["body"] == ["Line 3: There is no claim “C99”."]


def test_what_was_typed_is_told_as_the_history_tells_it(article: Article) -> None:
    technique = Technique.objects.create(slug="gentle", name="Gentle")
    form = form_for(
        article,
        body="## New\r\n\r\nWords [@A].",
        summary="Two\r\nlines.",
        techniques=[technique],
        vetting_questions=["4", "1"],
    )
    assert form.is_valid(), form.errors

    content = form.content()

    assert content["body"] == "## New\n\nWords [@A].\n"
    assert content["summary"] == "Two lines."
    assert content["techniques"] == ["gentle"]
    assert content["vetting_questions"] == [4, 1]
    assert set(content) == set(last_line(article).snapshot)


def test_other_blank_lines_at_the_end_are_no_change(article: Article) -> None:
    Article.objects.update(body="\n## Part\n\nText [@A].\n\n\n")
    form = form_for(article, body="## Part\r\n\r\nText [@A].\r\n")
    assert form.is_valid(), form.errors

    assert form.content()["body"] == "\n## Part\n\nText [@A].\n\n\n"


def test_a_text_can_be_given_back_to_the_import(article: Article) -> None:
    assert article.is_edited_here
    form = form_for(article, is_edited_here=False)
    assert form.is_valid(), form.errors

    assert form.place()["is_edited_here"] is False


@pytest.mark.parametrize("day", ["2020-01-01", "2026-04-01"])
@pytest.mark.parametrize("field", ["reviewed_on", "published_on"])
def test_the_rules_of_the_database_are_said_kindly(article: Article, field: str, day: str) -> None:
    Article.objects.update(reviewer_name="A. Clinician", reviewed_on=datetime.date(2026, 1, 1))
    Article.objects.update(**{field: datetime.date(2026, 4, 1)})

    form = form_for(article, next_review_on=day)

    assert "The next review must come after" in str(form.errors["next_review_on"])


def test_a_reserved_slug_is_refused(article: Article) -> None:
    assert "reserved" in str(form_for(article, slug="topics").errors["slug"])


def test_question_numbers_must_exist(article: Article) -> None:
    assert "1 to 6" in str(form_for(article, vetting_questions=["9"]).errors["vetting_questions"])


def test_a_field_that_is_wrong_is_no_part_of_what_was_typed(article: Article) -> None:
    form = form_for(article, related=["nothing"], title="")

    assert not form.is_valid()
    assert not {"related", "title"} & form.content().keys()


def test_a_text_has_an_end(article: Article) -> None:
    assert "at most" in str(form_for(article, body="a" * (LONGEST_TEXT + 1)).errors["body"])


def test_only_first_versions_can_be_read_next() -> None:
    public = in_state("published", title="Public")
    version, draft = ArticleFactory(title="Copy", revises=public), ready()

    for article, others in ((public, {draft}), (version, {draft}), (draft, {public})):
        choices = ArticleForm(instance=article).fields["related"].queryset  # type: ignore[attr-defined]
        assert set(choices) == others


def test_checking_saves_nothing_even_of_a_perfect_text(article: Article) -> None:
    form = form_for(article)
    form.is_check = True

    assert not form.is_valid()
    assert not form.errors


# What somebody else saved meanwhile


def test_words_of_somebody_else_are_not_replaced_silently(article: Article) -> None:
    opened_at = last_number(article)
    writing.write(article=article, by=editor(), content={"summary": "Theirs."}, note="Shorter.")

    form = form_for(article, opened_at=opened_at, title="Mine")

    assert not form.is_valid()
    (error,) = form.non_field_errors()
    assert "Content editor Person changed this article after you opened it (revision 2" in error
    assert form.newer == last_line(article)
    assert form.opened == article.revisions.get(number=1)


def test_what_was_not_touched_takes_the_newer_words_and_the_rest_stays(article: Article) -> None:
    old = article.summary
    writing.write(article=article, by=editor(), content={"summary": "Theirs."})

    form = form_for(article, opened_at=1, title="Mine", summary=old)
    form.is_valid()

    assert (form["title"].value(), form["summary"].value()) == ("Mine", "Theirs.")
    assert form["opened_at"].value() == "2"
    assert ArticleForm(form.data, instance=Article.objects.get()).is_valid()


def test_boxes_and_links_that_were_not_touched_take_the_newer_choice_too(
    article: Article,
) -> None:
    technique = Technique.objects.create(slug="gentle", name="Gentle")
    writing.write(
        article=article,
        by=editor(),
        content={
            "techniques": ["gentle"],
            "vetting_questions": [2, 5],
            "shows_guidelines": True,
        },
    )
    opened_before = {"techniques": [], "vetting_questions": [], "shows_guidelines": False}

    form = form_for(article, opened_at=1, title="Mine", **opened_before)
    form.is_valid()
    again = ArticleForm(form.data, instance=Article.objects.get())

    assert again.is_valid()
    content = again.content()
    assert content["techniques"] == [technique.slug]
    assert content["vetting_questions"] == [2, 5]
    assert content["shows_guidelines"] is True
    assert content["title"] == "Mine"


def test_a_form_that_does_not_say_when_it_was_opened_is_stale(article: Article) -> None:
    assert not form_for(article, opened_at="").is_valid()
    assert not form_for(article, opened_at="x").is_valid()


# What readers see


@pytest.fixture
def public() -> Article:
    return in_state("published")


SLIP = BODY.replace("Walk a little", "Walk a litle", 1)


def test_a_public_text_is_not_changed_in_passing(public: Article) -> None:
    form = form_for(public, body=SLIP)

    assert "start a new version" in str(form.non_field_errors())


def test_a_small_correction_needs_a_word_for_readers(public: Article) -> None:
    form = form_for(public, body=SLIP, is_small="on")

    assert "Tell readers" in str(form.non_field_errors())


def test_a_small_correction_with_a_word_is_fine(public: Article) -> None:
    form = form_for(public, body=SLIP, is_small="on", reader_note="Spelling corrected.")

    assert form.is_valid(), form.errors


def test_a_correction_that_breaks_a_rule_is_refused_with_its_line(public: Article) -> None:
    wrong = BODY.replace("Walk a little each day.", "Massage cures sciatica.", 1)
    form = form_for(public, body=wrong, is_small="on", reader_note="A word.")

    assert "cures" in str(form.non_field_errors())
    assert "Line" in str(form.non_field_errors())


def test_a_large_change_is_refused_even_if_called_small(public: Article) -> None:
    large = BODY.replace("Rest when", "Sit if", 60)
    form = form_for(public, body=large, is_small="on", reader_note="A word.")

    assert "that is no small correction" in str(form.non_field_errors())


def test_place_and_links_of_a_public_article_may_change(public: Article) -> None:
    form = form_for(public, position=7, related=[ready()])

    assert form.is_valid(), form.errors


@pytest.mark.parametrize("status", ["scheduled", "archived"])
def test_what_is_approved_or_at_rest_is_not_changed(status: str) -> None:
    form = form_for(in_state(status), summary="New.")

    assert "in this state cannot be changed" in str(form.non_field_errors())
