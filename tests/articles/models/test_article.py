"""What an article knows about itself."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import Article
from articles.models.article import validate_article_slug, validate_vetting_questions


def test_an_unreviewed_article_says_that_the_review_is_pending() -> None:
    article = Article()

    assert not article.is_reviewed
    assert article.reviewer == "Clinical review pending"


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (90, 1), (600, 3), (1_100, 6)])
def test_reading_time_is_at_least_a_minute(words: int, minutes: int) -> None:
    assert Article(word_count=words).reading_minutes == minutes


def test_the_word_topics_is_no_slug_of_an_article() -> None:
    with pytest.raises(ValidationError):
        validate_article_slug("topics")


@pytest.mark.parametrize("value", ["1", [0], [7], [1, 1], ["1"], [True], {"a": 1}, None])
def test_vetting_questions_are_distinct_numbers_from_one_to_six(value: object) -> None:
    with pytest.raises(ValidationError):
        validate_vetting_questions(value)


def test_all_six_vetting_questions_are_allowed() -> None:
    validate_vetting_questions([1, 2, 3, 4, 5, 6])
