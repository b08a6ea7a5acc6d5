"""A step begins with the row as it is now, and says no with every reason."""

import pytest
from django.core.exceptions import PermissionDenied

from articles.actions.guarding import Refused, expect, expect_latest, locked, permit
from articles.choices import ArticleStatus
from articles.models import Article
from tests.articles.desk import editor, ready

pytestmark = pytest.mark.django_db


def test_a_refusal_carries_every_reason() -> None:
    refused = Refused(["One.", "Two."])

    assert refused.reasons == ["One.", "Two."]
    assert str(refused) == "One. Two."


def test_only_who_may_goes_on() -> None:
    permit(editor(), lambda user: True)
    with pytest.raises(PermissionDenied):
        permit(editor(), lambda user: False)


def test_the_row_is_the_newest() -> None:
    article = ready()
    Article.objects.update(title="Newer")

    assert locked(article).title == "Newer"


def test_a_state_that_was_not_expected_is_named() -> None:
    article = ready()

    expect(article, ArticleStatus.DRAFT, ArticleStatus.IN_REVIEW)
    with pytest.raises(Refused, match="the article is in the state “Draft”"):
        expect(article, ArticleStatus.PUBLISHED)


@pytest.mark.parametrize("seen", [1, 3])
def test_another_revision_than_the_last_is_not_the_one_that_counts(seen: int) -> None:
    expect_latest(2, 2)
    with pytest.raises(Refused, match=f"You saw revision {seen}, but"):
        expect_latest(seen, 2)
