"""The piles of work of the editorial desk."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sciatica_site.attention import counted
from sciatica_site.hooks import QueueCount, Viewer

from .choices import ArticleStatus
from .models import Article


def reviews_due(viewer: Viewer) -> QueueCount:
    """The oldest is the one whose day is furthest back; one that was called for has no day."""
    return QueueCount(
        label=_("Articles whose review is due"),
        permission="articles.change_article",
        url=f"{reverse('admin:articles_article_changelist')}?review=due",
        rank=60,
        **counted(Article.objects.overdue(timezone.localdate()), "next_review_on"),
    )


def waiting_for_review(viewer: Viewer) -> QueueCount:
    """Nobody writes in a text that is in review, so it waits since it was last changed."""
    return QueueCount(
        label=_("Articles waiting for clinical review"),
        permission="articles.review_article",
        url=(
            f"{reverse('admin:articles_article_changelist')}"
            f"?status__exact={ArticleStatus.IN_REVIEW}"
        ),
        rank=56,
        **counted(Article.objects.filter(status=ArticleStatus.IN_REVIEW), "updated_on"),
    )
