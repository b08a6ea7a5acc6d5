"""What a text lacks is said in plain sentences."""

import pytest

from articles.content_checks import Finding
from articles.readiness import errors, hindrances, missing, said
from tests.articles.desk import FAR, approved, ready

pytestmark = pytest.mark.django_db


def test_a_ready_text_lacks_nothing() -> None:
    assert missing(ready()) == []


def test_a_draft_may_lack_its_reviewer_but_not_go_online_so() -> None:
    article = ready()

    assert missing(article) == []
    assert len(hindrances(article, article.updated_on)) == 1


def test_what_was_approved_may_go_online_before_its_next_review() -> None:
    article = approved()

    assert hindrances(article, article.updated_on) == []
    assert hindrances(article, FAR) == ["The next review has to be after the day of publication."]


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (Finding("it cites no reference"), "It cites no reference"),
        (Finding("too long", "One two.", line=3), "Line 3: too long: One two."),
    ],
)
def test_a_finding_is_one_sentence(finding: Finding, words: str) -> None:
    assert said(finding) == words


def test_hints_refuse_nothing() -> None:
    assert errors([Finding("a thought", severity="hint"), Finding("a fault")]) == ["A fault"]


def test_who_has_looked_already_is_believed() -> None:
    assert missing(ready(), [Finding("a fault")]) == ["A fault"]
