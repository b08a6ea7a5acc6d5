"""Writes cleaned articles into the database, changing only what differs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.actions import set_body, set_claims, set_references
from articles.models import Article, Claim, Reference, Topic
from articles.rendering import RenderedArticle, render_article
from directory.models import Condition, Technique

from .cleaning import CleanArticle, Vocabulary, broken_rules
from .history import TEXT_FIELDS
from .publishing import reason_to_keep, standing

REVIEW_FIELDS = ("reviewer_name", "reviewed_on", "next_review_on")


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    LEFT_ALONE = "left alone"


@dataclass
class Loaded:
    """What became of one file."""

    outcome: Outcome
    article: Article
    warnings: list[str] = field(default_factory=list)


def known_vocabulary() -> Vocabulary:
    return Vocabulary(
        topics=frozenset(Topic.objects.values_list("slug", flat=True)),
        techniques=frozenset(Technique.objects.values_list("slug", flat=True)),
        conditions=frozenset(Condition.objects.values_list("slug", flat=True)),
        references=frozenset(Reference.objects.values_list("key", flat=True)),
        claims=dict(Claim.objects.values_list("key", "wording")),
    )


@transaction.atomic
def load(clean: CleanArticle, *, source: str, overwrite: bool = False) -> Loaded:
    """Create or update one article, without its related articles, which may not exist yet, and
    without the history, which tells of those too (see `history.tell`)."""
    article = _stored(clean.slug)
    warnings = [f"unknown field “{name}” is ignored" for name in clean.unknown_fields]
    if article is not None and (kept := reason_to_keep(article, overwrite=overwrite)):
        return Loaded(Outcome.LEFT_ALONE, article, [*warnings, kept])

    is_new = article is None
    article = article or Article(slug=clean.slug)
    values = {
        **clean.values,
        "topic": Topic.objects.get(slug=clean.topic),
        "source_path": source,
        "is_edited_here": False,
    }
    text_changed = is_new or any(
        getattr(article, name) != {**values, "body": clean.body}[name] for name in TEXT_FIELDS
    )
    if not is_new:
        stands = standing(article, clean, text_changed=text_changed)
        values |= stands.values
        warnings += stands.warnings
        warnings += _keep_review(article, values, text_changed=text_changed)
    rendered = render_article(clean.body)
    changed = _assign(article, values)
    # The file was in order by itself; together with what the desk has noted it may not be.
    if changed and not is_new and (reasons := list(broken_rules(article))):
        return Loaded(Outcome.LEFT_ALONE, article, [*warnings, *map(_not_loaded, reasons)])
    changed |= _assign_text(article, clean.body, rendered, text_changed=text_changed)
    if changed:
        article.save()
    changed |= _link(article, clean, rendered)
    outcome = Outcome.UPDATED if changed else Outcome.UNCHANGED
    return Loaded(Outcome.CREATED if is_new else outcome, article, warnings)


def load_related(wanted: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Tie articles to the ones to read next; returns the slugs that do not exist, by article."""
    articles = Article.objects.in_bulk(
        {*wanted, *(slug for slugs in wanted.values() for slug in slugs)}, field_name="slug"
    )
    for slug, others in wanted.items():
        related = [articles[other] for other in others if other in articles and other != slug]
        articles[slug].related.set(related)
    return {
        slug: missing
        for slug, others in wanted.items()
        if (missing := [other for other in others if other not in articles])
    }


def _not_loaded(reason: str) -> str:
    return f"its file does not go with what is stored, which is kept: {reason}"


def _stored(slug: str) -> Article | None:
    """Locked, so that nobody at the desk changes it meanwhile."""
    articles = Article.objects.select_for_update(of=("self",)).order_by("pk")
    return articles.filter(slug=slug).first()


def _keep_review(article: Article, values: dict[str, Any], *, text_changed: bool) -> list[str]:
    """A review that was recorded in the admin holds for the text that was reviewed, no longer."""
    if values["reviewer_name"] or not article.is_reviewed:
        return []
    if text_changed:
        return ["its text changed, so that its review no longer holds: review it again"]
    values.update({name: getattr(article, name) for name in REVIEW_FIELDS})
    return []


def _assign(article: Article, values: Mapping[str, Any]) -> bool:
    changed = article.pk is None
    for name, value in values.items():
        if article.pk is None or getattr(article, name) != value:
            setattr(article, name, value)
            changed = True
    return changed


def _assign_text(
    article: Article, body: str, rendered: RenderedArticle, *, text_changed: bool
) -> bool:
    # Rendered again even if the text is the same: the renderer itself may have changed, or a claim.
    is_same = not text_changed and (
        (article.body_html, article.contents, article.word_count)
        == (rendered.html, rendered.contents, rendered.word_count)
    )
    if not is_same:
        set_body(article, body, rendered)
    if text_changed:
        first_published_on = article.published_on if article._state.adding else None
        article.updated_on = first_published_on or timezone.localdate()
    return not is_same


def _link(article: Article, clean: CleanArticle, rendered: RenderedArticle) -> bool:
    changed = set_references(article, rendered.keys)
    changed |= set_claims(article, rendered.claims)
    techniques = Technique.objects.filter(slug__in=clean.techniques)
    if set(article.techniques.all()) != set(techniques):
        article.techniques.set(techniques)
        changed = True
    conditions = Condition.objects.filter(slug__in=clean.conditions)
    if set(article.conditions.all()) != set(conditions):
        article.conditions.set(conditions)
        changed = True
    return changed
