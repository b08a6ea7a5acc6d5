"""Writes cleaned articles into the database, changing only what differs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.actions import set_body, set_references
from articles.citations import cited_keys
from articles.models import Article, Reference, Topic
from articles.rendering import render_article
from articles.texts import write
from directory.models import Condition, Technique

from .cleaning import CleanArticle, Vocabulary

#: Fields whose change is a change of the text for its readers.
TEXT_FIELDS = ("title", "summary", "body")
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
    warnings: list[str] = field(default_factory=list)


def known_vocabulary() -> Vocabulary:
    return Vocabulary(
        topics=frozenset(Topic.objects.values_list("slug", flat=True)),
        techniques=frozenset(Technique.objects.values_list("slug", flat=True)),
        conditions=frozenset(Condition.objects.values_list("slug", flat=True)),
        references=frozenset(Reference.objects.values_list("key", flat=True)),
    )


@transaction.atomic
def load(clean: CleanArticle, *, source: str, overwrite: bool = False) -> Loaded:
    """Create or update one article, without its related articles, which may not exist yet."""
    article = Article.objects.filter(slug=clean.slug).first()
    warnings = [f"unknown field “{name}” is ignored" for name in clean.unknown_fields]
    if article is not None and article.is_edited_here and not overwrite:
        warnings.append("its text was edited in the admin and is kept; --overwrite replaces it")
        return Loaded(Outcome.LEFT_ALONE, warnings)

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
        warnings += _keep_review(article, values, text_changed=text_changed)
    changed = _assign(article, values)
    changed |= _assign_text(article, clean, text_changed=text_changed)
    if changed:
        article.save()
    changed |= _link(article, clean)
    write(article)
    outcome = Outcome.UPDATED if changed else Outcome.UNCHANGED
    return Loaded(Outcome.CREATED if is_new else outcome, warnings)


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


def _assign_text(article: Article, clean: CleanArticle, *, text_changed: bool) -> bool:
    rendered = render_article(clean.body)
    # Rendered again even if the text is the same: the renderer itself may have changed.
    is_same = not text_changed and (
        (article.body_html, article.contents, article.word_count)
        == (rendered.html, rendered.contents, rendered.word_count)
    )
    if not is_same:
        set_body(article, clean.body, rendered)
    if text_changed:
        first_published_on = article.published_on if article._state.adding else None
        article.updated_on = first_published_on or timezone.localdate()
    return not is_same


def _link(article: Article, clean: CleanArticle) -> bool:
    changed = set_references(article, cited_keys(clean.body))
    techniques = Technique.objects.filter(slug__in=clean.techniques)
    if set(article.techniques.all()) != set(techniques):
        article.techniques.set(techniques)
        changed = True
    conditions = Condition.objects.filter(slug__in=clean.conditions)
    if set(article.conditions.all()) != set(conditions):
        article.conditions.set(conditions)
        changed = True
    return changed
