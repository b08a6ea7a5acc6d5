"""The articles' part of the sitemap."""

import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Model, QuerySet
from django.urls import reverse

from directory.models import Condition, Technique

from .models import Article, Topic
from .vocabulary import active


class ArticleSitemap(Sitemap):
    def items(self) -> "QuerySet[Article]":
        return Article.objects.published().with_card_details().in_reading_order()

    def lastmod(self, item: Model) -> datetime.date | None:
        return item.updated_on if isinstance(item, Article) else None


class TopicSitemap(Sitemap):
    def items(self) -> "QuerySet[Topic]":
        return Topic.objects.with_something_to_read()


class TechniqueSitemap(Sitemap):
    def items(self) -> "QuerySet[Technique]":
        return active(Technique.objects.all())

    def location(self, item: Model) -> str:
        return reverse("articles:technique-detail", kwargs={"slug": getattr(item, "slug", "")})


class ConditionSitemap(Sitemap):
    def items(self) -> "QuerySet[Condition]":
        return active(Condition.objects.all())

    def location(self, item: Model) -> str:
        return reverse("articles:condition-detail", kwargs={"slug": getattr(item, "slug", "")})
