"""Puts words into an article: the one way in which its content changes at the desk."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.choices import ArticleStatus, RevisionKind
from articles.citations import cited_keys
from articles.claim_marks import named_claims
from articles.content_checks import check_here
from articles.derived import refresh
from articles.models import Article, Claim, Reference
from articles.permissions import can_write
from articles.readability import grade
from articles.readiness import errors
from articles.rendering import render_article
from sciatica_site.diffs import changed_words, word_diff

from .guarding import Refused, expect, locked, permit
from .history import CONTENT_FIELDS, CONTENT_LINKS, record, snapshot
from .text import set_body, set_claims, set_references

#: The words of an article; the rest of its content ties it to other things.
WORDS = ("title", "summary", "question", "evidence_note", "body")
#: A correction that takes more than this is a change of the text.
MOST_CORRECTED_WORDS = 40

Content = Mapping[str, Any]


@transaction.atomic
def begin(*, article: Article, by: User) -> Article:
    """The first words of a new article, which was just saved by its form."""
    permit(by, can_write)
    article = locked(article)
    put(article, snapshot(article))
    record(article, RevisionKind.WRITTEN, by=by)
    refresh()
    return article


@transaction.atomic
def write(*, article: Article, by: User, content: Content, note: str = "") -> Article:
    """Change a text that readers do not see yet. An approval does not survive it."""
    permit(by, can_write)
    article = locked(article)
    expect(article, ArticleStatus.DRAFT, ArticleStatus.IN_REVIEW)
    before = snapshot(article)
    if is_same(before, content):
        return article
    drop_review(article)
    put(article, content)
    record(article, RevisionKind.WRITTEN, by=by, note=note, from_status=article.status)
    refresh()
    return article


@transaction.atomic
def correct(
    *, article: Article, by: User, content: Content, reader_note: str = "", note: str = ""
) -> Article:
    """Mend something small in a public text; its review dates stay as they are."""
    permit(by, can_write)
    article = locked(article)
    expect(article, ArticleStatus.PUBLISHED, ArticleStatus.REVIEW_DUE)
    before = snapshot(article)
    if is_same(before, content):
        return article
    reasons = objections(before, content, reader_note)
    put(article, content)
    if changed(before, content, WORDS):
        reasons += errors(check_here(article.title, article.summary, article.body))
    if reasons:
        raise Refused(reasons)
    record(
        article,
        RevisionKind.CORRECTED,
        by=by,
        note=note,
        reader_note=reader_note,
        from_status=article.status,
    )
    refresh()
    return article


def is_same(before: Content, content: Content) -> bool:
    return {**before, **content} == before


def changed(before: Content, content: Content, names: Sequence[str]) -> bool:
    return any(name in content and content[name] != before[name] for name in names)


def objections(before: Content, content: Content, reader_note: str) -> list[str]:
    """Why a change of a public text is no small correction."""
    after = {**before, **content}
    reasons = []
    if changed(before, content, WORDS) and not reader_note.strip():
        reasons.append(_("Tell readers in a few words what was corrected."))
    pieces = [word_diff(str(before[name]), str(after[name])) for name in WORDS]
    if sum(map(changed_words, pieces)) > MOST_CORRECTED_WORDS:
        reasons.append(
            _("More than %(words)s words changed: that is no small correction.")
            % {"words": MOST_CORRECTED_WORDS}
        )
    if after["evidence_grade"] != before["evidence_grade"]:
        reasons.append(_("Another evidence grade is no small correction."))
    if set(cited_keys(after["body"])) != set(cited_keys(before["body"])):
        reasons.append(_("Other references are no small correction."))
    if set(named_claims(after["body"])) != set(named_claims(before["body"])):
        reasons.append(_("Other claims are no small correction."))
    return reasons


def put(article: Article, content: Content) -> list[str]:
    """Give an article this content and save it; returns what it names that is not there any more.

    The content is what `history.snapshot` makes; what it does not hold stays as it is.
    """
    has_new_words = article._state.adding or any(
        name in content and content[name] != getattr(article, name)
        for name in ("title", "summary", "body")
    )
    for name in CONTENT_FIELDS:
        if name in content:
            setattr(article, name, content[name])
    rendered = render_article(article.body)
    set_body(article, article.body, rendered)
    article.reading_grade = measured(article.body)
    if has_new_words:
        article.updated_on = timezone.localdate()
    # Otherwise the next import would bring back the text of the file.
    article.is_edited_here = article.is_edited_here or bool(article.source_path)
    article.save()
    references, no_references = _known(Reference, "key", rendered.keys)
    claims, no_claims = _known(Claim, "key", rendered.claims)
    set_references(article, references)
    set_claims(article, claims)
    return [*no_references, *no_claims, *_link(article, content)]


def drop_review(article: Article) -> None:
    """A review holds for the text that was reviewed, no longer."""
    article.reviewer_name, article.reviewed_on = "", None


def measured(body: str) -> Decimal:
    """The reading grade as the field can hold it: tables of numbers can give any figure."""
    return Decimal(str(round(min(max(grade(body), 0), 99), 1)))


def _link(article: Article, content: Content) -> list[str]:
    unknown = []
    for name in CONTENT_LINKS:
        if name not in content:
            continue
        links = getattr(article, name)
        slugs, gone = _known(links.model, "slug", content[name])
        links.set(links.model._default_manager.filter(slug__in=slugs))
        unknown += gone
    return unknown


def _known(
    model: type[models.Model], field: str, keys: Sequence[str]
) -> tuple[list[str], list[str]]:
    found = set(
        model._default_manager.filter(**{f"{field}__in": keys}).values_list(field, flat=True)
    )
    return [key for key in keys if key in found], [key for key in keys if key not in found]
