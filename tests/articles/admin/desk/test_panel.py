"""The panel says where an article stands, what it lacks, and what this person can do next."""

import datetime

import pytest
import time_machine

from articles.actions import desk, versions, writing
from articles.admin.desk.panel import Panel, panel
from articles.content_checks import Finding, check_here
from articles.models import Article
from tests.articles import desk as people
from tests.articles.desk import ALL_STATES, approved, editor, in_state, ready

pytestmark = pytest.mark.django_db


def look(article: Article, role: str = "editor") -> Panel:
    article = Article.objects.get(pk=article.pk)
    findings = check_here(article.title, article.summary, article.body)
    return panel(article, getattr(people, role)(), findings)


def buttons(article: Article, role: str = "editor") -> list[str]:
    return [button.label for button in look(article, role).buttons]


@pytest.mark.parametrize(
    ("status", "role", "labels"),
    [
        ("draft", "editor", ["Send to clinical review", "Give this text up"]),
        ("draft", "reviewer", []),
        ("in-review", "editor", ["Send back to the writers", "Publish", "Give this text up"]),
        ("in-review", "reviewer", ["Approve", "Send back to the writers"]),
        ("scheduled", "editor", ["Send back to the writers", "Publish", "Give this text up"]),
        ("published", "editor", ["Start a new version", "Mark as due for review", "Archive"]),
        ("published", "reviewer", ["Confirm: the text is still right", "Mark as due for review"]),
        ("review-due", "editor", ["Start a new version", "Archive"]),
        ("review-due", "reviewer", ["Confirm: the text is still right"]),
        ("archived", "editor", ["Take out of the archive"]),
        ("archived", "reviewer", []),
    ],
)
def test_everybody_sees_the_steps_that_are_theirs(
    status: str, role: str, labels: list[str]
) -> None:
    assert buttons(in_state(status), role) == labels


@pytest.mark.parametrize("status", ALL_STATES)
def test_at_most_one_button_stands_out(status: str) -> None:
    assert sum(button.is_main for button in look(in_state(status)).buttons) <= 1


def test_a_draft_lacks_what_keeps_it_from_review() -> None:
    shown = look(ready(evidence_note=""))

    assert shown.lacks == ["What the evidence grade means here is missing."]
    assert "sent to clinical review" in shown.lacks_title
    assert look(ready()).lacks == []


def test_what_waits_for_its_review_lacks_that() -> None:
    shown = look(in_state("in-review"))

    assert shown.facts == ["Waits for a clinical reviewer."]
    assert "reviewer and date are missing" in shown.lacks[0]
    assert look(approved()).lacks == []


def test_what_is_public_lacks_nothing() -> None:
    assert panel(in_state("published"), editor(), [Finding("a fault")]).lacks == []


def test_a_scheduled_article_says_its_day_and_whether_that_was_missed() -> None:
    article = in_state("scheduled", publish_on=datetime.date(2027, 5, 1))

    with time_machine.travel("2027-04-30"):
        assert "Goes online on May 1, 2027." in look(article).facts
    with time_machine.travel("2027-05-02"):
        assert "Should have gone online on May 1, 2027; see what keeps it." in look(article).facts
        assert "Its text cannot be changed in this state." in look(article).facts


@time_machine.travel("2026-11-22")
def test_a_review_that_is_due_says_since_when_and_why() -> None:
    article = in_state(
        "review-due", review_reason="A new trial.", next_review_on=datetime.date(2026, 11, 10)
    )

    facts = look(article).facts

    assert "A new trial." in facts
    assert "Its review was due on November 10, 2026: 12 days over." in facts
    assert "Reviewed by A. Clinician, PT on April 1, 2026." in facts


def test_a_public_text_that_nobody_reviewed_says_so() -> None:
    article = in_state("published", reviewer_name="", reviewed_on=None)

    assert "No health professional has reviewed it yet." in look(article).facts


def test_who_wrote_it_is_told_before_they_try() -> None:
    article = in_state("in-review")
    writing.write(article=article, by=people.root(), content={"summary": "Mine."})
    told = "You had a hand in this text, so that somebody else has to review it."

    assert told in look(article, "root").facts
    assert told not in look(article, "reviewer").facts


def test_article_and_next_version_point_at_each_other() -> None:
    article = in_state("published")
    version = versions.start_new_version(article=article, by=editor())

    assert look(article).version == version
    assert look(version).original == article
    desk.archive(article=version, by=editor())
    assert look(article).version is None
