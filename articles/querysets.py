"""The sets of topics and articles that pages are made of."""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from directory.models import Condition, Technique

from .choices import PUBLIC_STATUSES, ArticleStatus, Verdict

if TYPE_CHECKING:
    from .models import Article, Claim, Reference, Topic


class ArticleQuerySet(QuerySet["Article"]):
    def published(self) -> "ArticleQuerySet":
        """Articles that anyone may read. Every public page starts here."""
        return self.filter(status__in=PUBLIC_STATUSES)

    def working(self) -> "ArticleQuerySet":
        """What the editorial desk has in hand and readers do not see, archive left aside."""
        return self.exclude(status__in=[*PUBLIC_STATUSES, ArticleStatus.ARCHIVED])

    def overdue(self, today: datetime.date) -> "ArticleQuerySet":
        """Public articles that want a review: somebody said so, or their day has come."""
        return self.published().filter(
            Q(status=ArticleStatus.REVIEW_DUE) | Q(next_review_on__lte=today)
        )

    def on_topic(self, topic: "Topic") -> "ArticleQuerySet":
        return self.filter(topic=topic)

    def about_technique(self, technique: Technique) -> "ArticleQuerySet":
        return self.filter(techniques=technique)

    def about_condition(self, condition: Condition) -> "ArticleQuerySet":
        return self.filter(conditions=condition)

    def in_reading_order(self) -> "ArticleQuerySet":
        return self.order_by("topic__position", "topic__title", "position", "title")

    def with_card_details(self) -> "ArticleQuerySet":
        """What a card needs, without the text: a list of articles never loads their bodies."""
        return self.select_related("topic").defer("body", "body_html", "contents", "page_data")


class TopicQuerySet(QuerySet["Topic"]):
    def with_something_to_read(self) -> "TopicQuerySet":
        """Topics that have a published article; the others have no page yet."""
        return self.filter(articles__status__in=PUBLIC_STATUSES).distinct()


class ReferenceQuerySet(QuerySet["Reference"]):
    def numbered(self, keys: Sequence[str]) -> "list[tuple[int, Reference]]":
        """The references of a list of keys, numbered in its order; unknown keys are left out."""
        found = {reference.key: reference for reference in self.filter(key__in=keys)}
        return list(enumerate((found[key] for key in keys if key in found), start=1))


class ClaimQuerySet(QuerySet["Claim"]):
    def stated(self) -> "ClaimQuerySet":
        """Claims that an article may state; the others are left out on purpose."""
        return self.exclude(wording="")

    def corrections(self) -> "ClaimQuerySet":
        """What people say that the sources do not bear out."""
        return self.filter(
            verdict__in=(Verdict.OVERCLAIMED, Verdict.UNSUPPORTED, Verdict.PROMOTIONAL)
        )

    def with_references(self) -> "ClaimQuerySet":
        return self.prefetch_related("references")

    def in_order(self) -> "ClaimQuerySet":
        return self.order_by("position", "key")
