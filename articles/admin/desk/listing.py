"""The list of articles at the desk: what is urgent first, and how to find the rest."""

import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.expressions import OrderBy
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.choices import PUBLIC_STATUSES, ArticleStatus
from articles.models import Article


def by_urgency(today: datetime.date) -> list[OrderBy | str]:
    """Overdue reviews, missed days of publication, what waits for a person, then the rest."""
    is_public = Q(status__in=PUBLIC_STATUSES)
    rank = Case(
        When(Q(status=ArticleStatus.REVIEW_DUE) | is_public & Q(next_review_on__lte=today), then=0),
        When(status=ArticleStatus.SCHEDULED, publish_on__lt=today, then=1),
        When(status=ArticleStatus.IN_REVIEW, then=2),
        When(status=ArticleStatus.DRAFT, then=3),
        When(status=ArticleStatus.SCHEDULED, then=4),
        When(is_public, then=5),
        default=Value(6),
    )
    return [rank.asc(), F("next_review_on").asc(nulls_last=True), "title"]


class ReviewState(admin.SimpleListFilter):
    """What an editor looks for: articles nobody has reviewed, and those that are due again."""

    title = _("review")
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("due", _("Review due or overdue")),
            ("pending", _("Never reviewed")),
            ("done", _("Reviewed")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        overdue = Article.objects.overdue(timezone.localdate())
        match self.value():
            case "due":
                return queryset.filter(pk__in=overdue.values("pk"))
            case "pending":
                return queryset.filter(reviewed_on__isnull=True)
            case "done":
                return queryset.filter(reviewed_on__isnull=False).exclude(
                    pk__in=overdue.values("pk")
                )
        return queryset


class IsNextVersion(admin.SimpleListFilter):
    title = _("next versions")
    parameter_name = "version"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Next versions only")), ("no", _("Without next versions"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() in {"yes", "no"}:
            return queryset.filter(revises__isnull=self.value() == "no")
        return queryset


class ArticleChangeList(ChangeList):
    """Never loads the texts of what it lists."""

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet[Article]:
        listed: QuerySet[Article] = super().get_queryset(request, *args, **kwargs)
        texts = ("body", "body_html", "contents", "page_data")
        return listed.defer(*texts, *(f"next_version__{name}" for name in texts))
