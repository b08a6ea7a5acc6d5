"""The history says whose a text is, and whether a review still holds for it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from articles.actions import record
from articles.choices import RevisionKind
from articles.trail import trail_of
from tests.articles.desk import editor, ready, reviewer

pytestmark = pytest.mark.django_db
R = RevisionKind


def test_an_article_without_a_history_is_at_revision_nought() -> None:
    trail = trail_of(ready())

    assert (trail.last_number, trail.last_text, trail.last_review) == (0, 0, 0)
    assert not trail.is_approved


@pytest.mark.parametrize(
    ("kinds", "approved"),
    [
        ([R.WRITTEN, R.SUBMITTED], False),
        ([R.WRITTEN, R.SUBMITTED, R.REVIEWED], True),
        ([R.WRITTEN, R.REVIEWED, R.SCHEDULED], True),
        ([R.WRITTEN, R.REVIEWED, R.WRITTEN], False),
        ([R.WRITTEN, R.REVIEWED, R.RESTORED], False),
        ([R.WRITTEN, R.REVIEWED, R.IMPORTED], False),
        ([R.WRITTEN, R.REVIEWED, R.CORRECTED], False),
        ([R.WRITTEN, R.REVIEWED, R.RETURNED, R.SUBMITTED], False),
        ([R.WRITTEN, R.REVIEWED, R.ARCHIVED], False),
        ([R.WRITTEN, R.REVIEWED, R.WRITTEN, R.REVIEWED], True),
    ],
)
def test_an_approval_holds_until_the_text_changes_or_comes_back(
    kinds: list[RevisionKind], approved: bool
) -> None:
    article = ready()
    for kind in kinds:
        record(article, kind)

    assert trail_of(article).is_approved is approved


@pytest.mark.parametrize("kind", [R.WRITTEN, R.CORRECTED, R.RESTORED, R.IMPORTED])
def test_a_text_is_of_whoever_touched_it_since_its_last_review(kind: RevisionKind) -> None:
    article, writer = ready(), editor()
    record(article, kind, by=writer)
    assert trail_of(article).was_written_by(writer)
    assert not trail_of(article).was_written_by(reviewer())

    record(article, R.REVIEWED, by=reviewer())

    assert not trail_of(article).was_written_by(writer)


def test_a_review_that_was_taken_back_makes_nobody_a_stranger_to_their_text() -> None:
    article, writer = ready(), editor()
    record(article, R.WRITTEN, by=writer)
    record(article, R.REVIEWED, by=reviewer())
    record(article, R.RETURNED, by=reviewer())

    assert trail_of(article).was_written_by(writer)


def test_what_was_reviewed_before_a_later_change_is_only_of_whoever_made_that() -> None:
    article, writer, other = ready(), editor(), reviewer()
    record(article, R.WRITTEN, by=writer)
    record(article, R.REVIEWED, by=other)
    record(article, R.WRITTEN, by=other)

    assert not trail_of(article).was_written_by(writer)
    assert trail_of(article).was_written_by(other)


def test_moving_an_article_on_is_not_writing() -> None:
    article, by = ready(), editor()
    for kind in (R.SUBMITTED, R.RETURNED, R.REVIEW_DUE, R.PUBLISHED, R.ARCHIVED):
        record(article, kind, by=by)

    assert not trail_of(article).was_written_by(by)


def test_nobody_in_particular_is_nobody() -> None:
    article = ready()
    record(article, R.IMPORTED)

    assert not trail_of(article).was_written_by(AnonymousUser())


def test_a_long_history_takes_one_query(django_assert_num_queries: object) -> None:
    article = ready()
    for _ in range(5):
        record(article, R.WRITTEN)

    with django_assert_num_queries(1):  # type: ignore[operator]
        trail = trail_of(article)
        assert (trail.last_number, trail.last_text, trail.is_approved) == (5, 5, False)
