"""The pages of the desk: steps by POST and only for whom they are, preview, history."""

import datetime

import pytest
import time_machine
from django.test import Client
from lxml import html

from accounts.models import User
from articles.actions import desk, versions, writing
from articles.models import Article
from tests.articles import desk as people
from tests.articles.desk import (
    LIST,
    approved,
    change_url,
    editor,
    in_state,
    last_line,
    last_number,
    ready,
    reviewer,
    status_of,
    step_url,
)
from tests.articles.forms import shown_errors, words_of

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def as_editor(client: Client) -> Client:
    client.force_login(editor())
    return client


@pytest.fixture
def as_reviewer() -> Client:
    client = Client()
    client.force_login(reviewer())
    return client


def do(client: Client, article: Article, step: str, **fields: object) -> object:
    return client.post(step_url(article, step), fields, follow=True)


def panel(client: Client, article: Article) -> str:
    return words_of(client.get(change_url(article)), "//*[@aria-labelledby='desk-state']")


# The way of an article


@time_machine.travel(TODAY)
def test_from_draft_to_readers_and_to_the_archive(as_editor: Client, as_reviewer: Client) -> None:
    article = in_state("draft")
    url = article.get_absolute_url()

    do(as_editor, article, "submit", note="Please.")
    assert status_of(article) == "in-review"
    do(as_reviewer, article, "approve", **_review(article))
    assert "Approved: an editor can publish it." in panel(as_editor, article)
    do(as_editor, article, "publish", on="", reader_note="")
    assert status_of(article) == "published"
    page = Client().get(url)
    assert page.status_code == 200
    assert "Reviewed by A. Clinician" in words_of(page)
    do(as_editor, article, "archive", reader_note="Out of date.")

    assert status_of(article) == "archived"
    assert Client().get(url).status_code == 410


def _review(article: Article) -> dict[str, object]:
    return {
        "revision": last_number(article),
        "reviewer_name": "A. Clinician",
        "next_review_on": "2027-11-22",
    }


@time_machine.travel(TODAY)
def test_a_day_to_come_is_chosen_at_publishing(as_editor: Client) -> None:
    article = approved()

    do(as_editor, article, "publish", on="2026-12-24")

    assert status_of(article) == "scheduled"
    assert "Goes online on December 24, 2026." in panel(as_editor, article)


@time_machine.travel(TODAY)
def test_today_is_now(as_editor: Client) -> None:
    article = approved()

    do(as_editor, article, "publish", on="2026-11-22")

    assert status_of(article) == "published"


def test_a_next_version_is_begun_and_gone_on_with_by_one_button(as_editor: Client) -> None:
    article = in_state("published")

    response = do(as_editor, article, "new-version")

    version = Article.objects.get(revises=article)
    assert response.redirect_chain[-1][0] == change_url(version)  # type: ignore[attr-defined]
    assert "This is the next version of" in panel(as_editor, version)
    shown = panel(as_editor, article)
    assert "A new version is in work: go on with it (Draft)." in shown
    assert "Start a new version" not in shown


def test_what_is_missing_is_said_before_it_is_tried_and_when_it_is(as_editor: Client) -> None:
    article = ready(evidence_note="")

    assert "What the evidence grade means here is missing." in panel(as_editor, article)
    response = do(as_editor, article, "submit")

    assert "What the evidence grade means here is missing." in shown_errors(response)
    assert status_of(article) == "draft"


def test_a_step_asks_first_and_a_look_changes_nothing(as_editor: Client) -> None:
    for step in ("submit", "give-up", "restore", "new-version"):
        article = in_state("draft")
        assert as_editor.get(step_url(article, step)).status_code == 200
        assert (status_of(article), last_number(article)) == ("draft", 1)


def test_a_step_needs_the_token_of_its_form() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor())
    article = ready()

    assert client.post(step_url(article, "submit")).status_code == 403
    assert status_of(article) == "draft"


def test_a_review_of_an_older_text_is_refused_with_the_reason(as_reviewer: Client) -> None:
    article = in_state("in-review")
    form = form_of_step(as_reviewer, article, "approve")
    writing.write(article=article, by=editor(), content={"summary": "New."})

    response = as_reviewer.post(step_url(article, "approve"), form)

    assert "You saw revision 1, but the article is at revision 2" in shown_errors(response)
    assert not Article.objects.get().is_reviewed


def form_of_step(client: Client, article: Article, step: str) -> dict[str, str]:
    page = html.document_fromstring(client.get(step_url(article, step)).text)
    return dict(page.xpath("//div[@id='content-main']//form")[0].form_values())


def test_the_review_form_offers_name_and_day(as_reviewer: Client) -> None:
    with time_machine.travel(TODAY):
        form = form_of_step(as_reviewer, in_state("in-review"), "approve")

    assert form["reviewer_name"] == "Clinical reviewer Person"
    assert (form["next_review_on"], form["revision"]) == ("2027-11-22", "1")


def test_who_wrote_it_is_told_that_somebody_else_reviews(client: Client) -> None:
    client.force_login(people.root())
    article = in_state("in-review")
    writing.write(article=article, by=people.root(), content={"summary": "Mine."})

    assert "You had a hand in this text" in panel(client, article)
    response = do(client, article, "approve", **_review(article))
    assert "You had a hand in this text" in shown_errors(response)


def test_a_reviewer_reads_everything_and_changes_no_word(as_reviewer: Client) -> None:
    article = in_state("in-review")

    page = as_reviewer.get(change_url(article))

    assert 'name="_save"' not in page.text
    assert 'name="title"' not in page.text
    assert "Walk a little each day." in page.text
    assert "Checks of the saved text" in page.text
    assert "Approve" in panel(as_reviewer, article)
    assert "Publish" not in panel(as_reviewer, article)
    assert as_reviewer.post(change_url(article), {"title": "Mine"}).status_code == 403
    assert as_reviewer.get(f"{LIST}{article.pk}/preview/").status_code == 200


@pytest.mark.parametrize("step", ["submit", "publish", "archive", "restore", "new-version"])
def test_a_reviewer_takes_no_step_of_the_writers(as_reviewer: Client, step: str) -> None:
    article = in_state("published" if step == "archive" else "draft")

    assert as_reviewer.get(step_url(article, step)).status_code == 403
    assert as_reviewer.post(step_url(article, step)).status_code == 403


@pytest.mark.parametrize("status", ["draft", "in-review", "published", "archived"])
def test_no_crafted_step_breaks_anything(client: Client, status: str) -> None:
    client.force_login(people.root())
    article = in_state(status)

    for step in ("approve", "publish", "send-back", "confirm-review", "restore"):
        for fields in ({}, {"revision": "\x00"}, {"revision": "9" * 40}, {"on": "x"}):
            response = client.post(step_url(article, step), fields)

            assert response.status_code == 200
            assert shown_errors(response), step
            assert status_of(article) == status


# History


def test_every_line_says_who_when_what_and_why(as_editor: Client) -> None:
    article = in_state("in-review")
    desk.send_back(article=article, by=reviewer(), note="Which trial?\nPlease name it.")

    text = words_of(as_editor.get(f"{LIST}{article.pk}/history/"))

    for words in (
        "2: Sent back with questions",
        "In clinical review → Draft",
        "Clinical reviewer Person",
        "Which trial?",
        "1: Imported from its file",
    ):
        assert words in text


def test_two_revisions_are_compared_word_by_word(as_editor: Client) -> None:
    article = in_state("draft")
    writing.write(article=article, by=editor(), content={"summary": "What this page tells."})
    writing.write(article=article, by=editor(), content={"title": "Third"})

    with_before = as_editor.get(f"{LIST}{article.pk}/history/", {"new": 2}).text
    between = as_editor.get(f"{LIST}{article.pk}/history/", {"old": 3, "new": 1})

    for words in ("<del>", "removed: </span>article </del>", "<ins>", "added: </span>page </ins>"):
        assert words in with_before
    shown = words_of(between, "//*[@aria-labelledby='desk-comparison']")
    assert "From revision 1 to revision 3" in shown
    assert "added: Third" in shown
    assert "added: page" in shown


def test_a_long_history_comes_in_parts(as_editor: Client) -> None:
    article = in_state("draft")
    for number in range(60):
        writing.record(article, "written", note=f"Note {number}.")

    newest = as_editor.get(f"{LIST}{article.pk}/history/")
    oldest = as_editor.get(f"{LIST}{article.pk}/history/", {"page": 2})

    assert "Note 59." in newest.text
    assert "Note 2." not in newest.text
    assert "Note 2." in oldest.text


def test_an_earlier_text_is_shown_before_it_is_brought_back(as_editor: Client) -> None:
    article = in_state("draft", title="First")
    writing.write(article=article, by=editor(), content={"title": "Second"})
    link = f"{step_url(article, 'restore')}?revision=1"
    assert link in as_editor.get(f"{LIST}{article.pk}/history/").text

    page = as_editor.get(link)
    assert "From revision 1 to revision 2 this changed:" in page.text
    form = dict(
        html.document_fromstring(page.text)
        .xpath("//div[@id='content-main']//form")[0]
        .form_values()
    )
    as_editor.post(step_url(article, "restore"), form)

    assert Article.objects.get().title == "First"
    assert last_line(article).note == "The text of revision 1."


def test_what_could_not_be_brought_back_is_named(as_editor: Client) -> None:
    article = in_state("draft")
    first = article.revisions.get()
    first.snapshot |= {"techniques": ["gone"]}
    first.save()

    response = do(as_editor, article, "restore", revision=1)

    assert "No longer there, so left out: gone." in response.text  # type: ignore[attr-defined]


def test_a_revision_that_is_not_there_is_not_brought_back(as_editor: Client) -> None:
    response = do(as_editor, in_state("draft"), "restore", revision=7)

    assert "There is no revision 7." in shown_errors(response)


def test_the_history_of_a_next_version_leads_to_that_of_its_article(
    as_editor: Client, as_reviewer: Client
) -> None:
    article = in_state("published")
    version = versions.start_new_version(article=article, by=editor())

    page = as_reviewer.get(f"{LIST}{version.pk}/history/").text

    assert f"{LIST}{article.pk}/history/" in page
    assert "Bring back" not in page


@pytest.mark.parametrize("page", ["preview/", "history/", "desk/submit/", "change/"])
def test_the_desk_is_closed_to_everyone_else(client: Client, page: str) -> None:
    article: Article = ready()
    assert client.get(f"{LIST}{article.pk}/{page}").status_code == 302
    for user, status in ((people.therapist(), 302), (_staff(), 403)):
        client.force_login(user)
        assert client.get(f"{LIST}{article.pk}/{page}").status_code == status


def _staff() -> User:
    user = people.therapist()
    user.is_staff = True
    user.save()
    return user
