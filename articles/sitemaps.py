"""The articles' part of the sitemap."""

import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, Model, QuerySet
from django.urls import reverse

from directory.models import Condition, Technique

from .models import Article, Claim, Topic
from .vocabulary import active


class ArticleSitemap(Sitemap):
    def items(self) -> "QuerySet[Article]":
        return Article.objects.published().with_card_details().in_reading_order()

    def lastmod(self, item: Model) -> datetime.date | None:
        return item.updated_on if isinstance(item, Article) else None


class TopicSitemap(Sitemap):
    def items(self) -> "QuerySet[Topic]":
        return Topic.objects.with_something_to_read()


class ClaimSitemap(Sitemap):
    """The pages of the claim ledger, as of the day on which a claim was last graded."""

    def items(self) -> list[str]:
        return ["articles:claims", "articles:corrections", "articles:guidelines"]

    def location(self, item: str) -> str:
        return reverse(item)

    def lastmod(self, item: str) -> datetime.date | None:
        if item == "articles:guidelines":
            return None
        claims = Claim.objects.stated()
        if item == "articles:corrections":
            claims = claims.corrections()
        latest: datetime.date | None = claims.aggregate(latest=Max("graded_on"))["latest"]
        return latest


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
