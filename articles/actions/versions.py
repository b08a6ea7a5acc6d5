"""The next version of a public article: begun, filled with an earlier text, put in its place."""

import datetime
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.choices import PUBLIC_STATUSES, ArticleStatus, RevisionKind
from articles.derived import refresh
from articles.models import Article, ArticleRevision
from articles.permissions import can_write
from articles.trail import trail_of

from .guarding import Refused, expect, locked, permit
from .history import record, snapshot
from .writing import drop_review, put

SUFFIX = "--next"


@dataclass(frozen=True)
class Restored:
    """Where the earlier text is now, and what it names that is not there any more."""

    article: Article
    left_out: list[str] = field(default_factory=list)


def next_version_of(article: Article) -> Article | None:
    return Article.objects.filter(revises=article).first()


@transaction.atomic
def start_new_version(*, article: Article, by: User) -> Article:
    """The working copy of a public article: the one that there is, or a new one.

    Readers go on seeing the published text until the copy takes its place.
    """
    permit(by, can_write)
    original = locked(article)
    expect(original, ArticleStatus.PUBLISHED, ArticleStatus.REVIEW_DUE)
    version = next_version_of(original)
    if version and version.status != ArticleStatus.ARCHIVED:
        return version
    version = version or Article(
        revises=original,
        slug=_free_slug(original),
        topic_id=original.topic_id,
        position=original.position,
    )
    before = "" if version._state.adding else version.status
    version.status = ArticleStatus.DRAFT
    version.next_review_on = original.next_review_on
    drop_review(version)
    put(version, snapshot(original))
    note = _("Begun from revision %(number)s of the published text.")
    record(
        version,
        RevisionKind.WRITTEN,
        by=by,
        note=note % {"number": trail_of(original).last_number},
        from_status=before,
    )
    refresh()
    return version


@transaction.atomic
def restore_text(*, article: Article, by: User, revision: ArticleRevision) -> Restored:
    """Bring back the content of an earlier revision; for a public article, into a next version."""
    permit(by, can_write)
    if revision.article_id not in {article.pk, article.revises_id}:
        raise Refused([_("This revision belongs to another article.")])
    target = locked(article)
    if target.status in PUBLIC_STATUSES:
        target = locked(start_new_version(article=target, by=by))
    expect(target, ArticleStatus.DRAFT, ArticleStatus.IN_REVIEW)
    drop_review(target)
    left_out = put(target, revision.snapshot)
    record(
        target,
        RevisionKind.RESTORED,
        by=by,
        note=_("The text of revision %(number)s.") % {"number": revision.number},
        from_status=target.status,
    )
    refresh()
    return Restored(target, left_out)


def take_place(version: Article, original: Article) -> None:
    """Put the content, the review and the history of a next version onto the published article,
    whose address and first date stay; the version itself is gone afterwards."""
    original.reviewer_name = version.reviewer_name
    original.reviewed_on = version.reviewed_on
    original.next_review_on = version.next_review_on
    put(original, snapshot(version))
    last = trail_of(original).last_number
    for number, revision in enumerate(version.revisions.order_by("number"), start=last + 1):
        revision.article, revision.number = original, number
        revision.save(update_fields=["article", "number"])
    version.delete()


def _free_slug(original: Article) -> str:
    """Long addresses are cut, and two of them may then be the same."""
    longest = Article._meta.get_field("slug").max_length or 0
    slug = f"{original.slug[: longest - len(SUFFIX)]}{SUFFIX}"
    if not Article.objects.filter(slug=slug).exists():
        return slug
    suffix = f"{SUFFIX}-{original.pk}"
    return f"{original.slug[: longest - len(suffix)]}{suffix}"


def in_a_year(day: datetime.date | None = None) -> datetime.date:
    """When a text is reviewed again unless somebody says another day."""
    day = day or timezone.localdate()
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + 1, day=28)
