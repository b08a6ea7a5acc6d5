"""What a text still lacks before its next step, each thing a plain sentence."""

import datetime
from collections.abc import Iterable

from django.utils.translation import gettext as _

from .choices import PUBLIC_STATUSES
from .content_checks import Finding, check_here
from .models import Article
from .trail import TEXT_KINDS, Trail, trail_of


def missing(article: Article, findings: Iterable[Finding] | None = None) -> list[str]:
    """What keeps a text from being sent to the reviewer. Who reviewed it is asked for later.

    Who has looked for findings already may hand them in.
    """
    if findings is None:
        findings = check_here(article.title, article.summary, article.body)
    return [*_empty_fields(article), *errors(findings)]


def hindrances(
    article: Article,
    day: datetime.date,
    *,
    trail: Trail | None = None,
    findings: Iterable[Finding] | None = None,
) -> list[str]:
    """What keeps an article from going online on that day."""
    trail = trail or trail_of(article)
    return [
        *missing(article, findings),
        *_review(article, trail),
        *_dates(article, day),
        *_next_version(article, trail),
    ]


def errors(findings: Iterable[Finding]) -> list[str]:
    """Those that refuse a text, each as one sentence; hints are left aside."""
    return [said(finding) for finding in findings if finding.severity == "error"]


def said(finding: Finding) -> str:
    text = f"{finding.message}: {finding.sentence}" if finding.sentence else finding.message
    if finding.line is None:
        return text[:1].upper() + text[1:]
    return _("Line %(line)s: %(message)s") % {"line": finding.line, "message": text}


def _empty_fields(article: Article) -> list[str]:
    needed = {
        _("The author is missing."): article.author,
        _("The summary is missing."): article.summary,
        _("The question that it answers is missing."): article.question,
        _("The date of the next review is missing."): article.next_review_on,
        _("The evidence grade is missing."): article.evidence_grade,
        _("What the evidence grade means here is missing."): article.evidence_note,
    }
    return [
        reason
        for reason, value in needed.items()
        if value is None or (isinstance(value, str) and not value.strip())
    ]


def _review(article: Article, trail: Trail) -> list[str]:
    if trail.is_approved and article.is_reviewed:
        return []
    if trail.last_review and not trail.is_approved:
        return [
            _(
                "Its last clinical review does not hold any more, since the text was changed or"
                " sent back: it has to be reviewed again."
            )
        ]
    return [_("No health professional has approved this text yet: reviewer and date are missing.")]


def _dates(article: Article, day: datetime.date) -> list[str]:
    if article.next_review_on is None or article.next_review_on > day:
        return []
    return [_("The next review has to be after the day of publication.")]


def _next_version(article: Article, trail: Trail) -> list[str]:
    """A next version replaces the published text, so nothing that happened to that may get lost."""
    original = article.revises
    if original is None:
        return []
    if original.status not in PUBLIC_STATUSES:
        return [_("The article that this is the next version of is not public any more.")]
    if _changed_meanwhile(article, original, trail):
        return [
            _(
                "The published text was corrected after this version was last written: carry the"
                " correction over, so that it does not get lost."
            )
        ]
    return []


def _changed_meanwhile(version: Article, original: Article, trail: Trail) -> bool:
    # By key, since an import may tell of earlier days.
    written = version.revisions.filter(number=trail.last_text).values("pk")
    return original.revisions.filter(kind__in=TEXT_KINDS, pk__gt=written).exists()
