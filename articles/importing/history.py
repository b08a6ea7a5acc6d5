"""Tells the history of an article what an import did to it."""

import datetime
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions.history import record, snapshot
from articles.choices import PUBLIC_STATUSES, RevisionKind
from articles.models import Article, ArticleRevision

from .cleaning import Change

#: Fields whose change is a change of the text for its readers.
TEXT_FIELDS = ("title", "summary", "body")


def tell(article: Article, changes: Sequence[Change] = ()) -> None:
    """Add the lines that are missing; none if nothing changed since the last one.

    Call it once the article, its links and its related articles are saved.
    """
    lines = list(article.revisions.defer("snapshot").order_by("number"))
    last = article.revisions.order_by("-number").first()
    unsaid = _unsaid(lines, changes)
    if article.is_published and not any(line.to_status in PUBLIC_STATUSES for line in lines):
        _add(article, last, _("First published."), on=article.published_on)
    elif last is None:
        _add(article, last, "")
    elif last.snapshot != (now := snapshot(article)) or last.to_status != article.status:
        is_revised = any(last.snapshot.get(name) != now[name] for name in TEXT_FIELDS)
        # What the writer says of the change is better than that there was one.
        if not unsaid or not is_revised:
            _add(article, last, _("Text revised.") if is_revised and article.is_published else "")
    for change in unsaid:
        _add(article, last, change.note, on=change.on)


def _unsaid(lines: Sequence[ArticleRevision], changes: Sequence[Change]) -> list[Change]:
    said = {(timezone.localdate(line.made_at), line.reader_note) for line in lines}
    return [change for change in changes if (change.on, change.note) not in said]


def _add(
    article: Article,
    last: ArticleRevision | None,
    reader_note: str,
    *,
    on: datetime.date | None = None,
) -> None:
    line = record(
        article,
        RevisionKind.IMPORTED,
        note=article.source_path,
        reader_note=reader_note,
        from_status=last.to_status if last else "",
    )
    if on is not None:
        # Readers are told when it happened, which may be long before this import.
        line.made_at = timezone.make_aware(datetime.datetime.combine(on, datetime.time(12)))
        line.save(update_fields=["made_at"])
