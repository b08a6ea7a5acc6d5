"""The rules about articles that must always hold, kept by the database."""

from django.db.models import BaseConstraint, CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from articles.choices import PUBLIC_STATUSES, ArticleStatus, EvidenceGrade

ARTICLE_CONSTRAINTS: list[BaseConstraint] = [
    CheckConstraint(name="article_status_is_known", condition=Q(status__in=ArticleStatus.values)),
    CheckConstraint(
        name="article_evidence_grade_is_known",
        condition=Q(evidence_grade__in=EvidenceGrade.values),
    ),
    CheckConstraint(
        name="published_article_has_a_publication_date",
        condition=~Q(status__in=PUBLIC_STATUSES) | Q(published_on__isnull=False),
        violation_error_message=_("A published article needs a publication date."),
    ),
    CheckConstraint(
        name="scheduled_article_has_a_day",
        condition=~Q(status=ArticleStatus.SCHEDULED) | Q(publish_on__isnull=False),
        violation_error_message=_("Say on which day it goes online."),
    ),
    CheckConstraint(
        name="next_version_is_never_public_itself",
        condition=Q(revises__isnull=True) | ~Q(status__in=PUBLIC_STATUSES),
    ),
    CheckConstraint(
        name="article_review_names_its_reviewer_and_its_date",
        condition=Q(reviewer_name="", reviewed_on__isnull=True)
        | (~Q(reviewer_name="") & Q(reviewed_on__isnull=False)),
        violation_error_message=_("Give both the reviewer and the date of the review, or neither."),
    ),
    CheckConstraint(
        name="article_next_review_comes_after_its_review",
        condition=Q(reviewed_on__isnull=True)
        | Q(next_review_on__isnull=True)
        | Q(next_review_on__gt=F("reviewed_on")),
        violation_error_message=_("The next review must come after the last one."),
    ),
    CheckConstraint(
        name="article_next_review_comes_after_its_publication",
        condition=Q(published_on__isnull=True)
        | Q(next_review_on__isnull=True)
        | Q(next_review_on__gt=F("published_on")),
        violation_error_message=_("The next review must come after the publication."),
    ),
]

ARTICLE_REFERENCE_CONSTRAINTS: list[BaseConstraint] = [
    UniqueConstraint(name="article_lists_a_reference_once", fields=["article", "reference"]),
    UniqueConstraint(name="article_reference_number_is_unique", fields=["article", "number"]),
    CheckConstraint(name="article_reference_numbers_start_at_one", condition=Q(number__gte=1)),
]
