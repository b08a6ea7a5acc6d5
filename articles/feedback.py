"""Keeps what readers say about articles, and nothing about the readers."""

import datetime

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils import timezone

from sciatica_site.visitors import network_digest

from .choices import Helpful
from .models import Article, ArticleFeedback

#: Its rate is in settings.ACCOUNT_RATE_LIMITS, counted by key in the cache of all processes.
LIMIT = "article_feedback"
TEXTS_LAST = datetime.timedelta(days=365)


def keep(article: Article, helpful: Helpful, missing: str) -> None:
    ArticleFeedback.objects.create(article=article, helpful=helpful, missing=missing)


def is_within_limit(request: HttpRequest) -> bool:
    """Whether one more may come from this network address for now; counts this one."""
    key = network_digest(request, "articles.feedback")
    return bool(ratelimit.consume(request, action=LIMIT, key=key))


def remove_old_texts(now: datetime.datetime) -> str:
    """Answers stay, since they say nothing about anybody; words might."""
    oldest = timezone.localdate(now) - TEXTS_LAST
    old = ArticleFeedback.objects.exclude(missing="").filter(given_on__lte=oldest)
    return f"{old.update(missing='')} texts of feedback removed"
