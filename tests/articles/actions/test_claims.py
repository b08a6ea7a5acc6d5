"""A claim that is graded anew sends the articles that state it back to review, all at once."""

import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from articles.actions.claims import ClaimChange, Consequences, change_claim, change_claims
from articles.choices import ArticleStatus
from articles.derived import refresh
from articles.models import Article, Claim
from tests.factories.articles import ArticleFactory, ClaimFactory, ReferenceFactory

pytestmark = pytest.mark.django_db
BODY = "It may ease pain [#C44].\n"
TODAY = datetime.date(2027, 1, 5)


@pytest.fixture
def claim() -> Claim:
    claim: Claim = ClaimFactory(key="C44", verdict="partly", grade="low")
    return claim


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor@example.com")


def using(claim: Claim, status: str = "published", **details: Any) -> Article:
    details = {"published_on": datetime.date(2026, 3, 1), **details}
    article: Article = ArticleFactory(body=f"It may ease pain [#{claim.key}].\n", **details)
    Article.objects.filter(pk=article.pk).update(status=status, publish_on=TODAY)
    article.refresh_from_db()
    return article


def regrade(claim: Claim, *, verdict: str, grade: str, **details: Any) -> Consequences:
    return change_claim(claim, {"verdict": verdict, "grade": grade}, **details)


def test_a_public_article_is_to_be_reviewed_and_says_so_at_once(claim: Claim, editor: User) -> None:
    article = using(claim)

    with time_machine.travel(datetime.datetime(2027, 1, 5, 12, tzinfo=datetime.UTC)):
        result = regrade(claim, verdict="partly", grade="very-low", by=editor, note="New trial.")

    article.refresh_from_db()
    claim.refresh_from_db()
    assert result.to_review == [article]
    assert article.status == ArticleStatus.REVIEW_DUE
    assert article.review_reason == "Claim C44 was graded anew: low → very low."
    assert "weak evidence" in article.body_html
    assert article.updated_on == datetime.date(2026, 3, 2), "The text is the same."
    assert (claim.grade, claim.graded_on, claim.is_edited_here) == ("very-low", TODAY, True)
    line = article.revisions.get()
    assert (line.kind, line.from_status, line.to_status) == (
        "review-due",
        "published",
        "review-due",
    )
    assert line.actor == editor
    assert line.note == "Claim C44 was graded anew: low → very low. New trial."
    assert "graded anew" in line.reader_note
    assert line.snapshot["body"] == BODY


def test_a_new_verdict_is_named_as_well(claim: Claim) -> None:
    Claim.objects.update(mismatch="It was something else.")
    article = using(claim)

    regrade(claim, verdict="overclaimed", grade="very-low")

    article.refresh_from_db()
    assert article.review_reason == (
        "Claim C44 was graded anew: partly right → overstated, low → very low."
    )


@pytest.mark.parametrize("status", ["in-review", "scheduled"])
def test_what_is_in_review_or_approved_is_a_draft_again(claim: Claim, status: str) -> None:
    reviewed = {"reviewer_name": "Dr. A", "reviewed_on": datetime.date(2026, 3, 1)}
    article = using(claim, status, **reviewed)

    result = regrade(claim, verdict="partly", grade="high")

    article.refresh_from_db()
    assert result.returned == [article]
    assert (article.reviewer_name, article.reviewed_on) == ("", None)
    assert (article.status, article.publish_on, article.review_reason) == ("draft", None, "")
    line = article.revisions.get()
    assert (line.kind, line.reader_note) == ("returned", "")
    assert line.note == "Claim C44 was graded anew: low → high."


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_other_articles_get_the_new_label_and_nothing_else(claim: Claim, status: str) -> None:
    article = using(claim, status)

    result = regrade(claim, verdict="partly", grade="very-low")

    article.refresh_from_db()
    assert (result.to_review, result.returned) == ([], [])
    assert article.status == status
    assert "weak evidence" in article.body_html
    assert not article.revisions.exists()


def test_a_published_article_and_its_next_version_both_go_back(claim: Claim) -> None:
    article = using(claim)
    version = using(claim, "in-review", revises=article)

    result = regrade(claim, verdict="partly", grade="very-low")

    assert (result.to_review, result.returned) == ([article], [version])
    assert Article.objects.get(pk=version.pk).status == "draft"
    assert "weak evidence" in Article.objects.get(pk=version.pk).body_html


def test_a_second_claim_adds_its_reason_to_a_review_that_is_due(claim: Claim) -> None:
    article = using(claim)
    Article.objects.update(status="review-due", review_reason="x" * 299)

    regrade(claim, verdict="partly", grade="very-low")

    article.refresh_from_db()
    assert article.review_reason.startswith("Claim C44 was graded anew: low → very low. xxx")
    assert len(article.review_reason) == 300
    assert article.revisions.get().from_status == "review-due"


def test_the_same_grade_again_changes_nothing(claim: Claim) -> None:
    article = using(claim)

    result = regrade(claim, verdict="partly", grade="low")

    article.refresh_from_db()
    claim.refresh_from_db()
    assert (result.changed, result.to_review) == ([], [])
    assert article.status == "published"
    assert not claim.is_edited_here


def test_other_articles_stay_as_they_are(claim: Claim) -> None:
    other = ArticleFactory(published=True)
    before = Article.objects.values().get()

    regrade(claim, verdict="partly", grade="very-low")

    assert Article.objects.values().get(pk=other.pk)["status"] == before["status"]
    assert not other.revisions.exists()


def test_other_words_reach_the_pages_and_send_nothing_back(claim: Claim, editor: User) -> None:
    article = using(claim)
    reference = ReferenceFactory()

    change_claim(claim, {"wording": "It may help a little."}, references=[reference], by=editor)

    article.refresh_from_db()
    claim.refresh_from_db()
    assert article.status == "published"
    assert not article.revisions.exists()
    assert "It may help a little." in str(article.page_data)
    assert list(claim.references.all()) == [reference]
    assert claim.is_edited_here


def test_a_claim_that_may_not_be_stated_any_more_sends_its_articles_back(claim: Claim) -> None:
    article = using(claim)

    change_claim(claim, {"wording": ""})

    article.refresh_from_db()
    assert article.status == "review-due"
    assert article.review_reason == "Claim C44 was taken back: no article may state it."


def test_what_a_form_put_into_the_caller_s_claim_does_not_hide_the_change(claim: Claim) -> None:
    article = using(claim)
    claim.grade = "very-low"

    change_claim(claim, {"grade": "very-low"})

    article.refresh_from_db()
    assert article.review_reason == "Claim C44 was graded anew: low → very low."


def test_a_failure_leaves_the_old_grade_everywhere(
    claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError("power cut")

    article = using(claim)
    monkeypatch.setattr("articles.actions.claims.refresh", fail)

    with pytest.raises(RuntimeError):
        regrade(claim, verdict="partly", grade="very-low")

    article.refresh_from_db()
    claim.refresh_from_db()
    assert (claim.grade, article.status) == ("low", "published")
    assert "some evidence" in article.body_html


def test_twenty_two_articles_take_a_handful_of_queries(claim: Claim) -> None:
    counts = []
    for amount in (2, 20):
        for _number in range(amount):
            using(claim)
        refresh()
        grade = "high" if amount == 2 else "moderate"
        with CaptureQueriesContext(connection) as captured:
            result = change_claims([ClaimChange(claim, {"grade": grade})])
        counts.append(len(captured))
    assert len(result.to_review) == 22
    assert Article.objects.filter(status="review-due").count() == 22
    assert counts[0] == counts[1] <= 30
