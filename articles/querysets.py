"""The sets of topics and articles that pages are made of."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from directory.models import Condition, Technique

from .choices import ArticleStatus

if TYPE_CHECKING:
    from .models import Article, Reference, Topic


class ArticleQuerySet(QuerySet["Article"]):
    def published(self) -> "ArticleQuerySet":
        """Articles that anyone may read. Every public page starts here."""
        return self.filter(status=ArticleStatus.PUBLISHED)

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
        return self.select_related("topic").defer("body", "body_html", "contents")

    def with_page_details(self) -> "ArticleQuerySet":
        """What an article page shows of its own, in a fixed number of queries."""
        return (
            self.select_related("topic")
            .defer("body")
            .prefetch_related("citations__reference", "techniques", "conditions")
        )


class TopicQuerySet(QuerySet["Topic"]):
    def with_something_to_read(self) -> "TopicQuerySet":
        """Topics that have a published article; the others have no page yet."""
        return self.filter(articles__status=ArticleStatus.PUBLISHED).distinct()


class ReferenceQuerySet(QuerySet["Reference"]):
    def numbered(self, keys: Sequence[str]) -> "list[tuple[int, Reference]]":
        """The references of a list of keys, numbered in its order; unknown keys are left out."""
        found = {reference.key: reference for reference in self.filter(key__in=keys)}
        return list(enumerate((found[key] for key in keys if key in found), start=1))
