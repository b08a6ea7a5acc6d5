"""The piles of work of the editorial desk."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sciatica_site.hooks import QueueCount

from .choices import ArticleStatus
from .models import Article


def reviews_due() -> QueueCount:
    return QueueCount(
        label=_("Articles whose review is due"),
        count=Article.objects.overdue(timezone.localdate()).count(),
        url=f"{reverse('admin:articles_article_changelist')}?review=due",
    )


def waiting_for_review() -> QueueCount:
    return QueueCount(
        label=_("Articles waiting for clinical review"),
        count=Article.objects.filter(status=ArticleStatus.IN_REVIEW).count(),
        url=(
            f"{reverse('admin:articles_article_changelist')}"
            f"?status__exact={ArticleStatus.IN_REVIEW}"
        ),
    )
