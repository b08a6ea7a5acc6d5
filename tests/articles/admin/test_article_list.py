"""Editors find articles by what needs doing."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from articles.actions import versions
from tests.articles.desk import LIST, in_state
from tests.factories.articles import ArticleFactory

pytestmark = pytest.mark.django_db
PAST, FUTURE = datetime.date(2026, 5, 1), datetime.date(2100, 1, 1)


def titles(text: str, *names: str) -> set[str]:
    return {name for name in names if f">{name}</a>" in text}


@pytest.mark.parametrize(
    ("review", "shown"),
    [
        ("pending", {"Never"}),
        ("due", {"Due"}),
        ("done", {"Fresh"}),
        ("", {"Never", "Due", "Fresh"}),
        ("nonsense", {"Never", "Due", "Fresh"}),
    ],
)
def test_articles_are_found_by_the_state_of_their_review(
    editor: Client, review: str, shown: set[str]
) -> None:
    ArticleFactory(title="Never")
    ArticleFactory(title="Due", published=True, reviewed=True, next_review_on=PAST)
    ArticleFactory(title="Fresh", published=True, reviewed=True, next_review_on=FUTURE)

    text = editor.get(LIST, {"review": review} if review else {}, follow=True).text

    assert titles(text, "Never", "Due", "Fresh") == shown


def test_a_claim_that_was_graded_anew_makes_a_review_due_before_its_day(editor: Client) -> None:
    in_state("review-due", title="Due", review_reason="Claim C44 was graded anew.")

    text = editor.get(LIST, {"review": "due"}).text

    assert titles(text, "Due") == {"Due"}
    assert "due now: Claim C44 was graded anew." in text


def test_overdue_articles_come_first_with_their_days(editor: Client) -> None:
    today = datetime.date.today()
    ArticleFactory(title="Fine", published=True, next_review_on=FUTURE)
    ArticleFactory(title="Draft")
    in_state("in-review", title="Waits")
    ArticleFactory(
        title="Late", published=True, next_review_on=max(PAST, today - datetime.timedelta(12))
    )
    in_state("archived", title="Gone")

    text = editor.get(LIST).text

    names = ["Late", "Waits", "Draft", "Fine", "Gone"]
    rows = text[text.index("<tbody>") :]
    assert sorted(names, key=lambda name: rows.index(f">{name}</a>")) == names
    assert "12 days over" in text


def test_a_next_version_is_called_one_and_its_article_says_how_far_it_is(
    editor: Client, user: User
) -> None:
    article = in_state("published", title="One")
    versions.start_new_version(article=article, by=user)

    text = editor.get(LIST).text

    assert titles(text, "One", "One (next version)") == {"One", "One (next version)"}
    assert 'class="field-version_shown">Draft</td>' in text
    for version, names in (("yes", {"One (next version)"}), ("no", {"One"})):
        found = editor.get(LIST, {"version": version}).text
        assert titles(found, "One", "One (next version)") == names


def test_articles_are_found_by_a_word_of_their_text(editor: Client) -> None:
    ArticleFactory(title="Right", body="About marmalade.")
    ArticleFactory(title="Wrong")

    text = editor.get(LIST, {"q": "marmalade"}).text

    assert titles(text, "Right", "Wrong") == {"Right"}
    assert "Clinical review pending" in text


def test_a_list_takes_the_same_few_queries_however_long(editor: Client, user: User) -> None:
    counts = []
    editor.get(LIST)  # the first request of staff writes down when it was
    for _ in range(2):
        for _ in range(3):
            versions.start_new_version(article=in_state("published"), by=user)
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(LIST).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 14
