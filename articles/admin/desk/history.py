"""The history of an article: its lines, and what changed between any two of them."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import QueryDict

from articles.diffs import FieldDiff, content_diff
from articles.models import Article, ArticleRevision

from .forms import LARGEST

PER_PAGE = 40


class ComparisonForm(forms.Form):
    old = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)
    new = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    page = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)


@dataclass(frozen=True)
class Comparison:
    """`old` is empty for the first revision, which is all new."""

    old: ArticleRevision | None
    new: ArticleRevision
    diffs: list[FieldDiff]


@dataclass(frozen=True)
class History:
    page: Page
    comparison: Comparison | None


def history(article: Article, query: QueryDict) -> History:
    """What is asked for by numbers in the address; what is no number there is ignored."""
    form = ComparisonForm(query)
    form.is_valid()
    asked: dict[str, Any] = form.cleaned_data
    lines = article.revisions.order_by("-number").select_related("actor").defer("snapshot")
    return History(
        page=Paginator(lines, PER_PAGE).get_page(asked.get("page") or 1),
        comparison=compare(article, asked.get("old"), asked.get("new")),
    )


def compare(article: Article, old: int | None, new: int | None) -> Comparison | None:
    """Two revisions in the order of their numbers; without `old`, one and the one before it."""
    if new is None:
        return None
    if old is not None and old > new:
        old, new = new, old
    revisions = article.revisions.order_by("-number")
    later = revisions.filter(number=new).first()
    if later is None:
        return None
    earlier = (
        revisions.filter(number__lt=new) if old is None else revisions.filter(number=old)
    ).first()
    before = earlier.snapshot if earlier else {}
    return Comparison(earlier, later, content_diff(before, later.snapshot))
