"""Every step of the desk is possible for the right people in the right states, for no others."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from articles.actions import desk, publishing, versions, writing
from articles.actions.guarding import Refused
from articles.choices import RevisionKind
from articles.models import Article, ArticleText
from articles.trail import trail_of
from tests.articles import desk as people
from tests.articles.desk import (
    ALL_STATES,
    BODY,
    approved,
    editor,
    in_state,
    last_line,
    last_number,
    ready,
    reviewer,
    status_of,
)

pytestmark = pytest.mark.django_db
ROLES = ("therapist", "moderator", "editor", "reviewer", "root")
WRITERS = {"editor", "root"}
PUBLISHERS = {"editor", "root"}
REVIEWERS = {"reviewer", "root"}
PUBLIC = {"published", "review-due"}
WORKING = {"draft", "in-review", "scheduled"}
TODAY = datetime.date(2026, 11, 22)


def _review(article: Article, by: User) -> dict[str, Any]:
    return {"revision": last_number(article), "reviewer_name": "A. Clinician, PT"}


def _other_words(article: Article, by: User) -> dict[str, Any]:
    return {"content": {"body": article.body.replace("Walk a little", "Walk some", 1)}}


#: What each step is called with, where it is possible, and for whom.
TABLE: dict[str, tuple[Callable[..., Any], Callable[..., dict[str, Any]], set[str], set[str]]] = {
    "write": (writing.write, _other_words, {"draft", "in-review"}, WRITERS),
    "correct": (
        writing.correct,
        lambda a, by: {**_other_words(a, by), "reader_note": "Spelling."},
        PUBLIC,
        WRITERS,
    ),
    "submit": (desk.submit, lambda a, by: {}, {"draft"}, WRITERS),
    "approve": (desk.approve, _review, {"in-review"}, REVIEWERS),
    "send_back": (
        desk.send_back,
        lambda a, by: {"note": "Why?"},
        {"in-review", "scheduled"},
        PUBLISHERS | REVIEWERS,
    ),
    "publish": (publishing.publish, lambda a, by: {}, {"in-review", "scheduled"}, PUBLISHERS),
    "schedule": (
        publishing.publish,
        lambda a, by: {"on": datetime.date(2099, 5, 1)},
        {"in-review", "scheduled"},
        PUBLISHERS,
    ),
    "confirm_review": (desk.confirm_review, _review, PUBLIC, REVIEWERS),
    "ask_for_review": (
        desk.ask_for_review,
        lambda a, by: {"note": "A new guideline."},
        {"published"},
        WRITERS | REVIEWERS,
    ),
    "start_new_version": (versions.start_new_version, lambda a, by: {}, PUBLIC, WRITERS),
    "restore_text": (
        versions.restore_text,
        lambda a, by: {"revision": a.revisions.earliest("number")},
        PUBLIC | {"draft", "in-review"},
        WRITERS,
    ),
    "archive": (
        desk.archive,
        lambda a, by: {"reader_note": "Out of date."},
        PUBLIC | WORKING,
        PUBLISHERS,
    ),
    "restore_to_draft": (desk.restore_to_draft, lambda a, by: {}, {"archived"}, WRITERS),
}


@pytest.mark.parametrize("state", ALL_STATES)
@pytest.mark.parametrize("step", TABLE)
def test_a_step_is_done_refused_or_forbidden(step: str, state: str) -> None:
    action, details, states, roles = TABLE[step]
    article = approved() if state == "in-review" else in_state(state)
    found = {}

    for role in ROLES:
        by = getattr(people, role)()
        lines = last_number(article)
        with transaction.atomic():
            try:
                action(article=article, by=by, **details(article, by))
                found[role] = "done"
            except PermissionDenied:
                found[role] = "forbidden"
            except Refused as refused:
                assert all(reason.endswith((".", ")")) for reason in refused.reasons)
                found[role] = "refused"
            if found[role] != "done":
                assert (status_of(article), last_number(article)) == (state, lines)
            transaction.set_rollback(True)

    possible = "done" if state in states else "refused"
    assert found == {role: possible if role in roles else "forbidden" for role in ROLES}


def test_a_step_is_told_in_the_history() -> None:
    article, by = ready(), editor()

    desk.submit(article=article, by=by, note="Please look at the table.")

    line = last_line(article)
    assert (line.kind, line.actor, line.note) == (
        RevisionKind.SUBMITTED,
        by,
        "Please look at the table.",
    )
    assert (line.from_status, line.to_status) == ("draft", "in-review")
    assert line.snapshot["body"] == article.body


def test_a_text_that_lacks_something_is_not_sent_to_review_and_everything_is_named() -> None:
    article = ready(body="Massage heals.\n", evidence_note="", next_review_on=None)

    with pytest.raises(Refused) as refused:
        desk.submit(article=article, by=editor())

    reasons = " ".join(refused.value.reasons)
    for lack in ("next review", "evidence grade means", "no reference", "no care card", "words;"):
        assert lack in reasons
    assert status_of(article) == "draft"


@time_machine.travel(TODAY)
def test_an_approval_names_the_reviewer_and_sets_the_dates() -> None:
    article, by = in_state("in-review"), reviewer()

    desk.approve(article=article, by=by, revision=1, reviewer_name="  A. Clinician, PT ")

    article.refresh_from_db()
    assert article.status == "in-review"
    assert article.reviewer_name == "A. Clinician, PT"
    assert (article.reviewed_on, article.next_review_on) == (TODAY, datetime.date(2027, 11, 22))
    assert trail_of(article).is_approved


def test_nobody_reviews_their_own_words() -> None:
    by = people.root()
    article = in_state("in-review")
    writing.write(article=article, by=by, content={"summary": "Mine."})

    with pytest.raises(Refused, match="You had a hand in this text"):
        desk.approve(article=article, by=by, **_review(article, by))

    desk.approve(article=article, by=reviewer(), **_review(article, by))


def test_words_from_before_the_last_review_are_no_obstacle() -> None:
    by = people.root()
    article = in_state("draft")
    writing.write(article=article, by=by, content={"summary": "Mine."})
    desk.submit(article=article, by=by)
    desk.approve(article=article, by=reviewer(), **_review(article, by))
    publishing.publish(article=article, by=by)

    desk.confirm_review(article=article, by=by, **_review(article, by))


def test_who_corrected_a_public_text_does_not_confirm_it() -> None:
    by = people.root()
    article = in_state("published")
    writing.correct(article=article, by=by, reader_note="A comma.", **_other_words(article, by))

    with pytest.raises(Refused, match="somebody else has to review it"):
        desk.confirm_review(article=article, by=by, **_review(article, by))


def test_a_reviewer_who_saw_an_older_revision_has_to_look_again() -> None:
    article = in_state("in-review")
    writing.write(article=article, by=editor(), content={"summary": "New."})

    with pytest.raises(Refused, match="You saw revision 1, but the article is at revision 2"):
        desk.approve(article=article, by=reviewer(), revision=1, reviewer_name="A. Clinician")

    assert not trail_of(article).is_approved


@pytest.mark.parametrize(
    ("details", "reason"),
    [
        ({"reviewer_name": " "}, "Name the health professional"),
        ({"next_review_on": TODAY}, "after today"),
    ],
)
@time_machine.travel(TODAY)
def test_a_review_needs_a_name_and_a_day_to_come(details: dict[str, Any], reason: str) -> None:
    article, by = in_state("in-review"), reviewer()

    with pytest.raises(Refused, match=reason):
        desk.approve(article=article, by=by, **{**_review(article, by), **details})


def test_a_text_that_was_sent_back_needs_a_new_approval() -> None:
    article = approved()

    desk.send_back(article=article, by=editor(), note="One more source.")
    article.refresh_from_db()
    assert (article.status, article.is_reviewed) == ("draft", False)
    desk.submit(article=article, by=editor())

    with pytest.raises(Refused, match="does not hold any more"):
        publishing.publish(article=article, by=editor())


def test_sending_back_needs_a_reason() -> None:
    with pytest.raises(Refused, match="Say what has to change"):
        desk.send_back(article=in_state("in-review"), by=reviewer(), note="  ")


@time_machine.travel(TODAY)
def test_a_confirmed_review_ends_the_call_for_one_and_tells_readers() -> None:
    article = in_state(
        "review-due", review_reason="A new trial.", next_review_on=datetime.date(2026, 9, 1)
    )

    desk.confirm_review(article=article, by=reviewer(), **_review(article, reviewer()))

    article.refresh_from_db()
    assert (article.status, article.review_reason) == ("published", "")
    assert (article.reviewed_on, article.next_review_on) == (TODAY, datetime.date(2027, 11, 22))
    assert last_line(article).reader_note == "Reviewed again; the text is unchanged."


def test_a_public_text_can_be_reviewed_for_the_first_time() -> None:
    article = in_state("published", reviewer_name="", reviewed_on=None)

    desk.confirm_review(article=article, by=reviewer(), **_review(article, reviewer()))

    assert Article.objects.get(pk=article.pk).is_reviewed
    assert last_line(article).reader_note == "Clinically reviewed."


def test_asking_for_a_review_keeps_the_article_online_and_says_why() -> None:
    article = in_state("published")

    desk.ask_for_review(article=article, by=editor(), note="A new guideline. " * 40)

    article.refresh_from_db()
    assert article.status == "review-due"
    assert article.is_published
    assert article.review_reason.startswith("A new guideline.")


@pytest.mark.parametrize("step", [desk.ask_for_review, desk.archive])
def test_what_readers_see_is_not_changed_without_a_word(step: Callable[..., Any]) -> None:
    given = {"note": ""} if step is desk.ask_for_review else {"reader_note": " "}

    with pytest.raises(Refused):
        step(article=in_state("published"), by=editor(), **given)


def test_an_archived_article_is_no_longer_found() -> None:
    article = in_state("published")
    writing.refresh()
    assert ArticleText.objects.filter(article=article).exists()

    desk.archive(article=article, by=editor(), reader_note="Out of date.")

    assert not ArticleText.objects.filter(article=article).exists()


def test_an_article_with_a_next_version_in_work_is_not_archived() -> None:
    article = in_state("published")
    version = versions.start_new_version(article=article, by=editor())

    with pytest.raises(Refused, match="A next version is in work"):
        desk.archive(article=article, by=editor(), reader_note="Out of date.")

    desk.archive(article=version, by=editor())
    desk.archive(article=article, by=editor(), reader_note="Out of date.")
    assert (status_of(article), status_of(version)) == ("archived", "archived")


def test_what_comes_out_of_the_archive_is_reviewed_before_it_is_public_again() -> None:
    article = in_state("published")
    first_day = article.published_on
    desk.archive(article=article, by=editor(), reader_note="Out of date.")
    desk.restore_to_draft(article=article, by=editor())
    desk.submit(article=article, by=editor())

    with pytest.raises(Refused, match="does not hold any more"):
        publishing.publish(article=article, by=editor())

    desk.approve(article=article, by=reviewer(), **_review(article, reviewer()))
    publishing.publish(article=article, by=editor())
    article.refresh_from_db()
    assert (article.status, article.published_on) == ("published", first_day)
    assert last_line(article).reader_note == "Published again."


def test_a_step_on_an_article_that_is_gone_is_refused() -> None:
    article = ready()
    Article.objects.all().delete()

    with pytest.raises(Refused, match="This article is gone"):
        desk.submit(article=article, by=editor())


def test_the_ready_text_of_these_tests_lacks_nothing() -> None:
    assert BODY.count("\n") > 10
    desk.submit(article=ready(), by=editor())
