"""Editors write in peace, and cannot break a text."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from accounts.models import User
from articles.actions import desk, versions, writing
from articles.choices import RevisionKind
from articles.models import Article, ArticleText
from tests.articles import desk as people
from tests.articles.desk import (
    BODY,
    LIST,
    change_url,
    in_state,
    last_line,
    last_number,
    ready,
    save,
    status_of,
    step_url,
)
from tests.articles.forms import form_of, shown_errors, values_of, words_of
from tests.factories.articles import ArticleFactory, ReferenceFactory, TopicFactory

pytestmark = pytest.mark.django_db
SLIP = BODY.replace("Walk a little", "Walk a litle", 1)


# Writing


def test_a_new_article_is_a_draft_with_references_and_a_first_line(
    editor: Client, user: User
) -> None:
    ReferenceFactory(key="A")
    values = {
        "title": "One",
        "slug": "one",
        "question": "What is it?",
        "summary": "What it tells.",
        "topic": TopicFactory().pk,
        "position": 1,
        "author": "Editorial team",
        "evidence_grade": "low",
        "body": "Text [@A].",
    }

    response = editor.post(f"{LIST}add/", values)

    assert response.status_code == 302
    article = Article.objects.get(slug="one")
    assert (article.status, article.published_on) == ("draft", None)
    assert [citation.reference.key for citation in article.citations.all()] == ["A"]
    assert (last_line(article).kind, last_line(article).actor) == (RevisionKind.WRITTEN, user)


def test_a_changed_text_renumbers_its_references(editor: Client) -> None:
    ReferenceFactory(key="A")
    ReferenceFactory(key="B")
    article = ArticleFactory(body="One [@A]. Two [@B].\n")

    response = save(editor, article, body="Two [@B]. One [@A].")

    assert response.status_code == 302
    numbers = article.citations.order_by("number").values_list("reference__key", flat=True)
    assert list(numbers) == ["B", "A"]


def test_a_draft_that_was_saved_has_a_line_with_the_note(editor: Client, user: User) -> None:
    article = ready()

    save(editor, article, title="Another", note="A clearer title.")

    line = last_line(article)
    assert (line.kind, line.note, line.actor) == (RevisionKind.WRITTEN, "A clearer title.", user)
    assert (line.from_status, line.to_status) == ("draft", "draft")


@pytest.mark.parametrize("status", ["draft", "in-review", "published", "review-due"])
def test_saving_without_a_change_leaves_no_line(editor: Client, status: str) -> None:
    article = in_state(status)
    lines = last_number(article)

    assert save(editor, article).status_code == 302

    assert last_number(article) == lines


def test_another_place_is_no_change_of_the_text(editor: Client) -> None:
    article, topic = in_state("published"), TopicFactory()
    lines = last_number(article)

    save(editor, article, topic=topic.pk, position=7)

    article.refresh_from_db()
    assert (article.topic, article.position) == (topic, 7)
    assert last_number(article) == lines


def test_fields_of_the_desk_cannot_be_sent_with_the_form(editor: Client) -> None:
    article = ready()
    crafted = {
        "status": "published",
        "published_on": "2026-01-01",
        "reviewer_name": "Nobody",
        "reviewed_on": "2026-01-01",
        "revises": "1",
        "body_html": "<script>",
        "source_path": "x",
    }

    assert save(editor, article, **crafted, title="Another").status_code == 302

    changed = Article.objects.get(pk=article.pk)
    assert changed.title == "Another"
    for name in ("status", "published_on", "reviewer_name", "revises_id", "source_path"):
        assert getattr(changed, name) == getattr(article, name)


def test_dates_and_address_of_what_was_public_stay(editor: Client) -> None:
    article = in_state("published")

    save(editor, article, slug="other", next_review_on="2099-01-01", title=article.title)

    changed = Article.objects.get(pk=article.pk)
    assert (changed.slug, changed.next_review_on) == (article.slug, article.next_review_on)


def test_a_next_version_has_the_place_of_its_article(editor: Client, user: User) -> None:
    article = in_state("published")
    version = versions.start_new_version(article=article, by=user)

    save(editor, version, slug="other", topic=TopicFactory().pk, position=9, title="Told anew")

    changed = Article.objects.get(pk=version.pk)
    assert (changed.slug, changed.topic, changed.position) == (
        version.slug,
        version.topic,
        version.position,
    )
    assert changed.title == "Told anew"


def test_a_text_can_be_given_back_to_the_import(editor: Client) -> None:
    article = in_state("draft", source_path="one.md", is_edited_here=True)
    data = form_of(editor, change_url(article))
    del data["is_edited_here"]

    editor.post(change_url(article), data)

    assert not Article.objects.get(pk=article.pk).is_edited_here


def test_a_bad_citation_is_explained_at_the_text(editor: Client) -> None:
    article = ready()

    response = save(editor, article, body="Text [@Nobody].")

    assert response.status_code == 200
    assert "Line 1: There is no reference “Nobody”." in response.text
    assert Article.objects.get().body == article.body


def test_words_saved_in_between_are_shown_and_what_was_typed_is_kept(
    editor: Client, user: User
) -> None:
    article = in_state("draft")
    data = form_of(editor, change_url(article))
    writing.write(article=article, by=people.root(), content={"summary": "Their new words."})

    response = editor.post(change_url(article), data | {"title": "My title"})

    assert response.status_code == 200
    assert "changed this article after you opened it" in shown_errors(response)
    shown = words_of(response, "//*[@aria-labelledby='desk-newer']")
    assert "added: Their new words." in shown
    assert "removed: What this article tells." in shown
    page = response.text
    assert "My title" in page
    assert Article.objects.get().title == article.title

    again = {"opened_at": "2", "summary": "Their new words.", "title": "My title"}
    assert editor.post(change_url(article), data | again).status_code == 302
    changed = Article.objects.get()
    assert (changed.title, changed.summary) == ("My title", "Their new words.")


def test_a_text_from_before_all_history_cannot_be_compared(editor: Client) -> None:
    article = ready()
    data = form_of(editor, change_url(article))
    writing.write(article=article, by=people.root(), content={"summary": "Their new words."})

    response = editor.post(change_url(article), data | {"title": "My title"})

    assert "is not in the history" in response.text
    assert "My title" in response.text


def test_a_step_in_between_is_told_too(editor: Client, user: User) -> None:
    article = in_state("draft")
    data = form_of(editor, change_url(article))
    desk.submit(article=article, by=user)

    response = editor.post(change_url(article), data | {"title": "My title"})

    assert "Sent to clinical review" in shown_errors(response)
    assert "only the state is another one" in response.text


def test_a_page_takes_the_same_queries_however_long_its_history(editor: Client, user: User) -> None:
    article = ready()
    counts = []
    for number in range(2):
        for n in range(4):
            writing.write(article=article, by=user, content={"summary": f"{number} {n}"})
            ready(related=[article])
        editor.get(change_url(article))
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(change_url(article)).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 40


# What readers see


def test_a_public_text_is_corrected_with_a_word_for_readers(editor: Client) -> None:
    article = in_state("published", source_path="one.md")

    response = save(editor, article, body=SLIP, is_small="on", reader_note="Spelling corrected.")

    assert response.status_code == 302
    article.refresh_from_db()
    assert article.is_edited_here
    assert last_line(article).kind == RevisionKind.CORRECTED
    page = editor.get(article.get_absolute_url()).text
    assert "Walk a litle" in page
    assert "Spelling corrected." in page


def test_any_other_change_of_a_public_text_is_advised_against(editor: Client) -> None:
    article = in_state("published")

    response = save(editor, article, body=SLIP)

    assert "start a new version" in shown_errors(response)
    assert "Walk a litle" in response.text, "What was typed is kept."
    assert Article.objects.get(pk=article.pk).body == BODY


def test_what_was_quicker_than_the_form_is_told(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(**kwargs: Any) -> None:
        raise writing.Refused(["Somebody was quicker."])

    article = ready()
    monkeypatch.setattr(writing, "write", too_late)

    response = editor.post(
        change_url(article), form_of(editor, change_url(article)) | {"title": "New"}, follow=True
    )

    assert "Somebody was quicker." in response.text
    assert Article.objects.get().title == article.title


@pytest.mark.parametrize("status", ["scheduled", "archived"])
def test_what_is_approved_or_at_rest_can_be_looked_at_only(editor: Client, status: str) -> None:
    article = in_state(status)

    assert 'name="_save"' not in editor.get(change_url(article)).text
    assert editor.post(change_url(article), {"title": "New"}).status_code == 403


# Looking without saving


def test_checking_keeps_everything_typed_and_saves_nothing(editor: Client) -> None:
    article = ready()
    before = Article.objects.values().get()
    typed = {
        "title": "Typed title",
        "question": "Typed question?",
        "summary": "Typed summary.",
        "evidence_note": "Typed note.",
        "body": "## Typed\n\nMassage cures **everything**. [@Nobody]",
        "note": "Typed for the desk.",
        "vetting_questions": ["2", "5"],
        "evidence_grade": "high",
        "position": "12",
        "shows_guidelines": "on",
        "_check": "1",
    }

    response = save(editor, article, **typed)

    assert response.status_code == 200
    assert Article.objects.values().get() == before
    assert not article.revisions.exists()
    shown = _fields(response)
    for name, value in typed.items():
        if name != "_check":
            assert shown[name] == (value if isinstance(value, list) else [value]), name
    checks = words_of(response, "//*[@aria-labelledby='desk-checks']")
    assert "Nothing has been saved." in checks
    assert "Line 3: “cures”" in checks
    assert "<strong>everything</strong>" in response.text


def test_a_perfect_text_can_be_checked_without_being_saved(editor: Client) -> None:
    article = ready()

    response = save(editor, article, title="Typed title", _check="1")

    assert response.status_code == 200
    assert "Please correct" not in response.text
    assert "0 errors" in words_of(response, "//*[@aria-labelledby='desk-checks']")
    assert Article.objects.get().title == article.title


def test_a_new_article_can_be_checked_before_it_is_saved(editor: Client) -> None:
    response = editor.post(f"{LIST}add/", {"body": "Massage heals.", "_check": "1"})

    assert response.status_code == 200
    assert "heals" in words_of(response, "//*[@aria-labelledby='desk-checks']")
    assert not Article.objects.exists()


def _fields(response: Any) -> dict[str, Any]:
    page = html.document_fromstring(response.content.decode())
    found = values_of(page.xpath("//form[@id='article_form']")[0])
    return {
        name: [value.replace("\r\n", "\n").strip("\n") for value in values]
        for name, values in found.items()
    }


# What does not go from here


def test_only_a_published_article_has_a_link_to_its_page(editor: Client) -> None:
    draft, shown = ArticleFactory(), ArticleFactory(published=True)

    assert "View on site" not in editor.get(change_url(draft)).text
    assert "View on site" in editor.get(change_url(shown)).text


@pytest.mark.parametrize("status", ["published", "review-due", "archived"])
def test_what_was_public_is_archived_and_not_deleted(client: Client, status: str) -> None:
    client.force_login(people.root())
    article = in_state(status)

    assert client.post(f"{LIST}{article.pk}/delete/", {"post": "yes"}).status_code == 403
    assert status_of(article) == status
    assert "delete_selected" not in client.get(LIST).text


def test_a_draft_can_be_deleted_by_who_may(client: Client) -> None:
    client.force_login(people.root())
    article = in_state("draft")

    client.post(f"{LIST}{article.pk}/delete/", {"post": "yes"})

    assert not Article.objects.exists()
    assert not ArticleText.objects.exists()


def test_what_the_text_rests_on_is_shown_and_follows_from_it(editor: Client) -> None:
    article = ready()

    text = words_of(editor.get(change_url(article)), "//*[@aria-labelledby='desk-checks']")

    assert "Trial: A study of backs" in text
    assert "C201: Massage cures back pain." in text


# Whatever is sent


NASTY = ("\x00", "𝔘" * 5_000, "[[[[" * 2_000, "::: " * 3_000, "\n" * 9_000, "9" * 9_000, "‮￿")


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
@pytest.mark.parametrize("button", ["_save", "_check"])
def test_nothing_that_is_sent_breaks_the_form(editor: Client, nasty: str, button: str) -> None:
    article = ready()
    data = form_of(editor, change_url(article))
    names = [name for name in data if name != "csrfmiddlewaretoken"]

    for sent in (
        dict.fromkeys(names, nasty),
        {"body": nasty, "vetting_questions": [nasty] * 9},
    ):
        assert editor.post(change_url(article), data | sent | {button: "1"}).status_code in {
            200,
            302,
        }
        assert editor.post(f"{LIST}add/", sent | {button: "1"}).status_code == 200
    assert editor.post(change_url(article), {button: "1"}).status_code == 200


@pytest.mark.parametrize("nasty", NASTY[:3], ids=range(3))
def test_no_address_breaks_the_pages_of_the_desk(editor: Client, nasty: str) -> None:
    article = in_state("published")
    number = "9" * 30
    for path in (
        f"{LIST}{number}/preview/",
        f"{LIST}x/desk/publish/",
        f"{LIST}{number}/history/",
        step_url(article, "nothing"),
    ):
        assert editor.get(path).status_code == 404
    for query in ({"old": nasty, "new": nasty}, {"new": number}, {"page": number}):
        assert editor.get(f"{LIST}{article.pk}/history/", query).status_code == 200
    assert editor.get(step_url(article, "restore"), {"revision": nasty}).status_code == 200
