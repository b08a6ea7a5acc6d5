"""Changes claims of the ledger, and sends the articles that state them back to review."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.choices import ArticleStatus, ClaimGrade, RevisionKind, Verdict
from articles.claim_marks import labels_of, named_claims
from articles.derived import refresh
from articles.models import Article, ArticleClaim, ArticleRevision, Claim, Reference
from articles.rendering import render_article

from .history import CONTENT_FIELDS, CONTENT_LINKS
from .text import set_body

#: How an article moves when a claim in it is graded anew. What is approved but not yet online was
#: approved with the old grade, so that it goes back as well.
GOES_BACK = {
    ArticleStatus.PUBLISHED: ArticleStatus.REVIEW_DUE,
    ArticleStatus.REVIEW_DUE: ArticleStatus.REVIEW_DUE,
    ArticleStatus.IN_REVIEW: ArticleStatus.DRAFT,
    ArticleStatus.SCHEDULED: ArticleStatus.DRAFT,
}
LONGEST_REASON = 300


@dataclass(frozen=True)
class ClaimChange:
    """What a claim shall be: plain fields by name, and its references where they may change too."""

    claim: Claim
    values: Mapping[str, Any]
    references: Collection[Reference] | None = None


@dataclass
class Consequences:
    """What a change of claims brought about."""

    changed: list[Claim] = field(default_factory=list)
    #: Public articles whose review is due now.
    to_review: list[Article] = field(default_factory=list)
    #: Articles in the desk's hands that are drafts again.
    returned: list[Article] = field(default_factory=list)


def change_claim(
    claim: Claim,
    values: Mapping[str, Any],
    *,
    references: Collection[Reference] | None = None,
    by: User | None = None,
    note: str = "",
) -> Consequences:
    """One claim, changed by an editor; the values must have been validated."""
    return change_claims([ClaimChange(claim, values, references)], by=by, note=note)


@transaction.atomic
def change_claims(
    changes: Sequence[ClaimChange],
    *,
    by: User | None = None,
    note: str = "",
) -> Consequences:
    """Change claims and all that follows from them; the values must have been validated.

    Only a new verdict or grade, or a wording that is taken back, concerns the articles: their
    label in the text is made true at once, and somebody has to read them again.
    """
    result = Consequences()
    stored = _locked(changes)
    reasons: dict[int, str] = {}
    for change in changes:
        claim = stored[change.claim.pk]
        reason = _reason(claim, change.values)
        if _assign(claim, change):
            result.changed.append(claim)
        if reason:
            claim.graded_on = timezone.localdate()
            reasons[claim.pk] = reason
    _save(result.changed)
    if reasons:
        _send_back(reasons, result, by=by, note=note)
    if result.changed:
        refresh()
    return result


def _locked(changes: Iterable[ClaimChange]) -> dict[int, Claim]:
    """As the database has them: a form may have filled the caller's own with new values."""
    wanted = Claim.objects.filter(pk__in=[change.claim.pk for change in changes])
    locked = wanted.select_for_update().order_by("pk").prefetch_related("references")
    return {claim.pk: claim for claim in locked}


def _reason(claim: Claim, values: Mapping[str, Any]) -> str:
    """Why the articles must be read again; empty where they need not."""
    verdict = (claim.verdict, values.get("verdict", claim.verdict))
    grade = (claim.grade, values.get("grade", claim.grade))
    steps = [
        f"{_name(kind, before)} → {_name(kind, after)}"
        for kind, (before, after) in ((Verdict, verdict), (ClaimGrade, grade))
        if before != after
    ]
    if steps:
        return _("Claim %(key)s was graded anew: %(steps)s.") % {
            "key": claim.key,
            "steps": ", ".join(steps),
        }
    if claim.wording and not values.get("wording", claim.wording):
        return _("Claim %(key)s was taken back: no article may state it.") % {"key": claim.key}
    return ""


def _name(kind: type[Verdict] | type[ClaimGrade], value: str) -> str:
    label = str(kind(value).label)
    return label[:1].lower() + label[1:]


def _assign(claim: Claim, change: ClaimChange) -> bool:
    """Give the claim its values; True if anything differs."""
    differs = any(getattr(claim, name) != value for name, value in change.values.items())
    references = change.references
    if references is not None and set(references) != set(claim.references.all()):
        claim.references.set(references)
        differs = True
    if differs:
        # Whoever does not say otherwise is an editor, whose work no import may undo.
        for name, value in {"is_edited_here": True, **change.values}.items():
            setattr(claim, name, value)
    return differs


def _send_back(
    reasons: Mapping[int, str], result: Consequences, *, by: User | None, note: str
) -> None:
    """All articles that state these claims: a true label in the text, a new status, a line."""
    uses = defaultdict(list)
    for article_id, claim_id in _uses(reasons):
        uses[article_id].append(reasons[claim_id])
    articles = list(
        Article.objects.filter(pk__in=uses)
        .select_for_update()
        .order_by("pk")
        .prefetch_related(*CONTENT_LINKS)
    )
    _render_again(articles)
    lines = []
    for article in articles:
        reason = " ".join(uses[article.pk])
        line = _move(article, reason, result)
        if line is not None:
            line.actor, line.note = by, f"{reason} {note}".strip()
            lines.append(line)
    Article.objects.bulk_update(
        articles,
        [
            *("body_html", "contents", "word_count", "status", "publish_on", "review_reason"),
            *("reviewer_name", "reviewed_on"),
        ],
    )
    _number(lines)
    ArticleRevision.objects.bulk_create(lines)


def _uses(claims: Iterable[int]) -> Iterable[tuple[int, int]]:
    uses = ArticleClaim.objects.filter(claim__in=claims).order_by("article", "number")
    return uses.values_list("article_id", "claim_id")


def _render_again(articles: Sequence[Article]) -> None:
    """With the labels of all their claims read at once."""
    labels = labels_of({key for article in articles for key in named_claims(article.body)})
    for article in articles:
        set_body(article, article.body, render_article(article.body, labels))


def _move(article: Article, reason: str, result: Consequences) -> ArticleRevision | None:
    """A line of the history, not saved yet; None where nobody has to read the article again."""
    before = ArticleStatus(article.status)
    if before not in GOES_BACK:
        return None
    article.status = after = GOES_BACK[before]
    line = ArticleRevision(
        article=article, from_status=before, to_status=after, snapshot=_snapshot(article)
    )
    if after == ArticleStatus.REVIEW_DUE:
        article.review_reason = f"{reason} {article.review_reason}".strip()[:LONGEST_REASON]
        line.kind = RevisionKind.REVIEW_DUE
        line.reader_note = _("A claim in this article was graded anew; the text is being checked.")
        result.to_review.append(article)
    else:
        # As `desk.send_back` does: nobody has answered for it as it is now.
        article.reviewer_name, article.reviewed_on = "", None
        article.publish_on = None
        line.kind = RevisionKind.RETURNED
        result.returned.append(article)
    return line


def _snapshot(article: Article) -> dict[str, Any]:
    """What `history.snapshot` says, of links that were fetched for all articles at once."""
    values = {name: getattr(article, name) for name in CONTENT_FIELDS}
    for name in CONTENT_LINKS:
        values[name] = sorted(row.slug for row in getattr(article, name).all())
    return values


def _number(lines: Sequence[ArticleRevision]) -> None:
    """The next number of each article, which is locked."""
    last = dict(
        ArticleRevision.objects.filter(article__in=[line.article_id for line in lines])
        .order_by()
        .values_list("article")
        .annotate(last=Max("number"))
    )
    for line in lines:
        line.number = last.get(line.article_id, 0) + 1


def _save(claims: Sequence[Claim]) -> None:
    Claim.objects.bulk_update(
        claims,
        [
            *("position", "section", "said", "wording", "verdict", "grade", "grade_note"),
            *("mismatch", "heard_in", "graded_on", "is_edited_here"),
        ],
    )
