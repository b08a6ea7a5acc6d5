"""Puts approved texts online: now, on a day, and when that day has come."""

import datetime
import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from articles.choices import ArticleStatus, RevisionKind
from articles.derived import refresh
from articles.models import Article
from articles.permissions import can_publish
from articles.readiness import hindrances

from .guarding import Refused, expect, locked, permit
from .history import record
from .versions import take_place

logger = logging.getLogger(__name__)


@transaction.atomic
def publish(
    *, article: Article, by: User, on: datetime.date | None = None, reader_note: str = ""
) -> Article:
    """Put an approved text online, today or on a day to come; returns the article that readers
    (will) see, which for a next version is the one that it replaces."""
    permit(by, can_publish)
    article, original = _both_locked(article)
    expect(article, ArticleStatus.IN_REVIEW, ArticleStatus.SCHEDULED)
    today = timezone.localdate()
    reasons = hindrances(article, on or today)
    if on and on < today:
        reasons.append(_("The day of publication has passed."))
    if reasons:
        raise Refused(reasons)
    if on and on > today:
        return _schedule(article, by, on, reader_note)
    return _put_online(article, original, by, reader_note)


def publish_due(now: datetime.datetime) -> str:
    """What was scheduled and whose day has come. One that cannot go online stops no other."""
    due = Article.objects.filter(
        status=ArticleStatus.SCHEDULED, publish_on__lte=timezone.localdate(now)
    )
    done, failed = 0, []
    for article in due.order_by("publish_on", "pk"):
        try:
            _publish_scheduled(article)
            done += 1
        except Refused as refused:
            logger.error("“%s” could not be published: %s", article, refused)
            failed.append(f"“{article}” not published: {refused}")
        except Exception as error:
            logger.error("“%s” could not be published", article, exc_info=error)
            failed.append(f"“{article}” not published: the log says why")
    line = ngettext("%(count)s article published", "%(count)s articles published", done)
    return "; ".join([line % {"count": done}, *failed])


@transaction.atomic
def _publish_scheduled(article: Article) -> None:
    """Whoever set the day has decided, and is named in the history."""
    article, original = _both_locked(article)
    expect(article, ArticleStatus.SCHEDULED)
    if reasons := hindrances(article, timezone.localdate()):
        raise Refused(reasons)
    decision = article.revisions.filter(kind=RevisionKind.SCHEDULED).order_by("number").last()
    _put_online(
        article,
        original,
        decision.actor if decision else None,
        decision.reader_note if decision else "",
    )


def _both_locked(article: Article) -> tuple[Article, Article | None]:
    """An article and, for a next version, the one that it replaces: always that one first."""
    original = locked(article.revises) if article.revises else None
    return locked(article), original


def _schedule(article: Article, by: User, on: datetime.date, reader_note: str) -> Article:
    before, article.status = article.status, ArticleStatus.SCHEDULED
    article.publish_on = on
    article.save()
    note = _("To go online on %(day)s.") % {"day": on.isoformat()}
    record(
        article,
        RevisionKind.SCHEDULED,
        by=by,
        note=note,
        reader_note=reader_note,
        from_status=before,
    )
    refresh()
    return article


def _put_online(
    article: Article, original: Article | None, by: User | None, reader_note: str
) -> Article:
    # The line for readers belongs to the day on which they see the text, and appears once.
    article.revisions.filter(kind=RevisionKind.SCHEDULED).update(reader_note="")
    today = timezone.localdate()
    before = article.status
    if original:
        default = _("Text revised.")
        before = original.status
        take_place(article, original)
    else:
        default = _("Published again.") if article.published_on else _("First published.")
    shown = original or article
    shown.status = ArticleStatus.PUBLISHED
    shown.published_on = shown.published_on or today
    shown.updated_on, shown.publish_on, shown.review_reason = today, None, ""
    shown.save()
    record(
        shown,
        RevisionKind.PUBLISHED,
        by=by,
        reader_note=reader_note.strip() or default,
        from_status=before,
    )
    refresh()
    return shown
