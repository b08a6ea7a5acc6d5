"""The steps of an article from draft to archive, except its publication."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.choices import ArticleStatus, RevisionKind
from articles.derived import refresh
from articles.models import Article
from articles.permissions import can_publish, can_send_back, can_write, is_reviewer
from articles.readiness import missing
from articles.trail import trail_of

from .guarding import Refused, expect, expect_latest, locked, permit
from .history import record
from .versions import in_a_year, next_version_of
from .writing import drop_review

LONGEST_REASON = 300


@transaction.atomic
def submit(*, article: Article, by: User, note: str = "") -> Article:
    """Send a draft to the clinical reviewers."""
    permit(by, can_write)
    article = locked(article)
    expect(article, ArticleStatus.DRAFT)
    if reasons := missing(article):
        raise Refused(reasons)
    return _move(article, ArticleStatus.IN_REVIEW, RevisionKind.SUBMITTED, by=by, note=note)


@transaction.atomic
def approve(
    *,
    article: Article,
    by: User,
    revision: int,
    reviewer_name: str,
    next_review_on: datetime.date | None = None,
    note: str = "",
) -> Article:
    """A health professional answers for the very text that they saw."""
    article = _reviewed(
        article, by, revision, reviewer_name, next_review_on, {ArticleStatus.IN_REVIEW}
    )
    return _move(article, ArticleStatus.IN_REVIEW, RevisionKind.REVIEWED, by=by, note=note)


@transaction.atomic
def confirm_review(
    *,
    article: Article,
    by: User,
    revision: int,
    reviewer_name: str,
    next_review_on: datetime.date | None = None,
    note: str = "",
) -> Article:
    """A public text is still right, or is found right for the first time."""
    was_reviewed = article.is_reviewed
    public = {ArticleStatus.PUBLISHED, ArticleStatus.REVIEW_DUE}
    article = _reviewed(article, by, revision, reviewer_name, next_review_on, public)
    reader_note = (
        _("Reviewed again; the text is unchanged.") if was_reviewed else _("Clinically reviewed.")
    )
    article.review_reason = ""
    return _move(
        article,
        ArticleStatus.PUBLISHED,
        RevisionKind.REVIEWED,
        by=by,
        note=note,
        reader_note=reader_note,
    )


@transaction.atomic
def send_back(*, article: Article, by: User, note: str) -> Article:
    """Back to the writers, with what has to change; also takes it off the calendar."""
    permit(by, can_send_back)
    article = locked(article)
    expect(article, ArticleStatus.IN_REVIEW, ArticleStatus.SCHEDULED)
    _need(note, _("Say what has to change."))
    drop_review(article)
    article.publish_on = None
    return _move(article, ArticleStatus.DRAFT, RevisionKind.RETURNED, by=by, note=note)


@transaction.atomic
def ask_for_review(*, article: Article, by: User, note: str) -> Article:
    """Something is known by now that the published text does not say."""
    permit(by, lambda user: can_write(user) or can_send_back(user))
    article = locked(article)
    expect(article, ArticleStatus.PUBLISHED)
    _need(note, _("Say why a review is due."))
    article.review_reason = note[:LONGEST_REASON]
    return _move(article, ArticleStatus.REVIEW_DUE, RevisionKind.REVIEW_DUE, by=by, note=note)


@transaction.atomic
def archive(*, article: Article, by: User, reader_note: str = "", note: str = "") -> Article:
    """Take an article off the site, or give up a text that never got there."""
    permit(by, can_publish)
    article = locked(article)
    expect(article, *(status for status in ArticleStatus if status != ArticleStatus.ARCHIVED))
    if article.is_published:
        _need(reader_note, _("Tell readers in a few words why it was taken off."))
        version = next_version_of(article)
        if version and version.status != ArticleStatus.ARCHIVED:
            raise Refused([_("A next version is in work: give that up first.")])
    article.publish_on = None
    return _move(
        article,
        ArticleStatus.ARCHIVED,
        RevisionKind.ARCHIVED,
        by=by,
        note=note,
        reader_note=reader_note,
    )


@transaction.atomic
def restore_to_draft(*, article: Article, by: User, note: str = "") -> Article:
    """Out of the archive and into work again; it is reviewed before it goes online again."""
    permit(by, can_write)
    article = locked(article)
    expect(article, ArticleStatus.ARCHIVED)
    drop_review(article)
    return _move(article, ArticleStatus.DRAFT, RevisionKind.RESTORED, by=by, note=note)


def _reviewed(
    article: Article,
    by: User,
    revision: int,
    reviewer_name: str,
    next_review_on: datetime.date | None,
    statuses: set[ArticleStatus],
) -> Article:
    """The article with its review noted, not saved yet."""
    permit(by, is_reviewer)
    article = locked(article)
    expect(article, *statuses)
    trail, today = trail_of(article), timezone.localdate()
    expect_latest(revision, trail.last_number)
    reasons = []
    if trail.was_written_by(by):
        reasons.append(_("You had a hand in this text: somebody else has to review it."))
    if not reviewer_name.strip():
        reasons.append(_("Name the health professional who checked this text."))
    next_review_on = next_review_on or in_a_year(today)
    if next_review_on <= today:
        reasons.append(_("The next review has to be after today."))
    if reasons:
        raise Refused(reasons)
    article.reviewer_name, article.reviewed_on = reviewer_name.strip(), today
    article.next_review_on = next_review_on
    return article


def _need(text: str, reason: str) -> None:
    if not text.strip():
        raise Refused([reason])


def _move(
    article: Article,
    to: ArticleStatus,
    kind: RevisionKind,
    *,
    by: User,
    note: str = "",
    reader_note: str = "",
) -> Article:
    before, article.status = article.status, to
    article.save()
    record(article, kind, by=by, note=note, reader_note=reader_note, from_status=before)
    refresh()
    return article
