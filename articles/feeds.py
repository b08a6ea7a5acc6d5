"""Atom feeds of new and changed articles, for the site and for each topic."""

import datetime
import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from .models import Article, Topic

MOST = 30
#: Control characters, such as come with what is pasted from elsewhere.
UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Programs that read feeds ask often; articles change rarely.
SECONDS = 3600


class ArticleFeed(Feed):
    """Every address in it is one of SITE_URL, whatever host was asked."""

    #: Anyone may read it: see ClosedByDefaultMiddleware.
    login_required = False
    feed_type = Atom1Feed
    language = "en-us"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = super().__call__(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=SECONDS)
        return response

    def title(self, topic: Topic | None) -> str:
        return settings.SITE_NAME

    def subtitle(self, topic: Topic | None) -> str:
        return _("New and changed articles about sciatica and massage, with their sources.")

    def link(self, topic: Topic | None) -> str:
        return absolute(reverse("articles:article-list"))

    def feed_url(self, topic: Topic | None) -> str:
        return absolute(reverse("articles:feed"))

    def author_name(self, topic: Topic | None) -> str:
        return settings.SITE_NAME

    def items(self, topic: Topic | None) -> Iterable[Article]:
        articles = Article.objects.published().with_card_details()
        if topic is not None:
            articles = articles.on_topic(topic)
        return articles.order_by("-updated_on", "-published_on", "slug")[:MOST]

    def item_title(self, item: Article) -> str:
        """As text: unlike the summary, a title of Atom is not HTML."""
        return readable(item.title)

    def item_description(self, item: Article) -> str:
        return escape(readable(item.summary))

    def item_link(self, item: Article) -> str:
        return absolute(item.get_absolute_url())

    #: The address of an article is for good.
    item_guid = item_link

    def item_author_name(self, item: Article) -> str:
        return readable(item.author)

    def item_categories(self, item: Article) -> list[str]:
        return [readable(item.topic.title)]

    def item_pubdate(self, item: Article) -> datetime.datetime:
        return midnight(item.published_on or item.updated_on)

    def item_updateddate(self, item: Article) -> datetime.datetime:
        return midnight(item.updated_on)


class TopicFeed(ArticleFeed):
    def get_object(self, request: HttpRequest, slug: str) -> Topic:
        topic = Topic.objects.with_something_to_read().filter(slug=slug).first()
        if topic is None:
            raise Http404
        return topic

    def title(self, topic: Topic | None) -> str:
        return f"{readable(topic.title)} · {settings.SITE_NAME}" if topic else super().title(topic)

    def subtitle(self, topic: Topic | None) -> str:
        return readable(topic.summary) if topic else super().subtitle(topic)

    def link(self, topic: Topic | None) -> str:
        return absolute(topic.get_absolute_url()) if topic else super().link(topic)

    def feed_url(self, topic: Topic | None) -> str:
        if topic is None:
            return super().feed_url(topic)
        return absolute(reverse("articles:topic-feed", kwargs={"slug": topic.slug}))


def readable(text: str) -> str:
    """Without what XML cannot hold, which would break the feed for all of its readers."""
    return UNREADABLE.sub("", text)


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), tzinfo=datetime.UTC)
