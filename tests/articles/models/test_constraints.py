"""The database refuses what must never be true of an article."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from articles.models import ArticleReference, Reference
from tests.factories.articles import ArticleFactory, ReferenceFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 5, 1)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("article_status_is_known", {"status": "maybe"}),
        ("article_evidence_grade_is_known", {"evidence_grade": "sure"}),
        ("published_article_has_a_publication_date", {"status": "published"}),
        ("article_review_names_its_reviewer_and_its_date", {"reviewer_name": "A. Clinician"}),
        ("article_review_names_its_reviewer_and_its_date", {"reviewed_on": DAY}),
        (
            "article_next_review_comes_after_its_review",
            {"reviewer_name": "A. Clinician", "reviewed_on": DAY, "next_review_on": DAY},
        ),
        (
            "article_next_review_comes_after_its_publication",
            {"published_on": DAY, "next_review_on": DAY},
        ),
    ],
)
def test_an_impossible_article_is_refused(name: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ArticleFactory(**values)


def test_a_reference_is_listed_once_and_each_number_is_used_once() -> None:
    article = ArticleFactory()
    one, two = ReferenceFactory(), ReferenceFactory()
    ArticleReference.objects.create(article=article, reference=one, number=1)

    for reference, number in ((one, 2), (two, 1), (two, 0)):
        with pytest.raises(IntegrityError), transaction.atomic():
            ArticleReference.objects.create(article=article, reference=reference, number=number)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("reference_certainty_is_known", {"certainty": "X"}),
        ("reference_year_is_plausible", {"year": 20}),
    ],
)
def test_an_impossible_reference_is_refused(name: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ReferenceFactory(**values)

    assert not Reference.objects.exists()
