"""What the articles, the glossary and the vocabulary answer to the site's search box."""

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.models import Condition, Technique
from sciatica_site import fulltext
from sciatica_site.fulltext import TextQuery, excerpt, fold
from sciatica_site.site_search import Pieces, SearchGroup, SearchHit, SearchLink, SiteQuery

from .glossary import GlossaryTerm, glossary
from .models import Article, ArticleText
from .texts import readable
from .vocabulary import active

#: How alike a name must be to what was typed, from 0 to 1.
ALIKE = 0.8

#: As many as somebody reads through; more words narrow them down.
MOST_HITS = 6

Found = TypeVar("Found")


def articles(query: SiteQuery) -> SearchGroup:
    """Three queries: the words, the order, the texts of those that are shown."""
    relevance = fulltext.search(ArticleText, query.text)
    public = Article.objects.published().filter(pk__in=relevance)
    ordered = sorted(
        public.in_reading_order().values_list("pk", flat=True), key=lambda pk: -relevance[pk]
    )
    shown = public.select_related("topic").in_bulk(ordered[:MOST_HITS])
    return SearchGroup(
        heading=_("Articles"),
        hits=[_article_hit(shown[pk], query.text) for pk in ordered[:MOST_HITS] if pk in shown],
        total=len(ordered),
        links=[SearchLink(_("All articles"), reverse("articles:article-list"))] if ordered else [],
    )


def words(query: SiteQuery) -> SearchGroup:
    """The glossary is part of the code: no query at all."""
    found = best(
        glossary(), query.text, lambda term: (term.name, " ".join(term.also), term.definition)
    )
    return SearchGroup(
        heading=_("Glossary"),
        hits=[_glossary_hit(term, query.text) for term in found[:MOST_HITS]],
        total=len(found),
        links=[SearchLink(_("The whole glossary"), reverse("articles:glossary"))] if found else [],
    )


def vocabulary(query: SiteQuery) -> SearchGroup:
    terms: list[Technique | Condition] = [
        *active(Technique.objects.all()),
        *active(Condition.objects.all()),
    ]
    found = best(terms, query.text, lambda term: (term.name, term.definition))
    kinds = {type(term) for term in found}
    lists = (
        (Technique, _("All types of massage"), "articles:technique-list"),
        (Condition, _("All causes and patterns"), "articles:condition-list"),
    )
    return SearchGroup(
        heading=_("Types of massage, causes and patterns"),
        hits=[_vocabulary_hit(term, query.text) for term in found[:MOST_HITS]],
        total=len(found),
        links=[SearchLink(label, reverse(name)) for kind, label, name in lists if kind in kinds],
    )


def suggestion(text: str) -> str:
    """The word of the glossary that is written much like the text; empty when none is."""
    names = {fold(name): name for term in glossary() for name in (term.name, *term.also)}
    near = get_close_matches(fold(text), names, n=1, cutoff=ALIKE)
    return names[near[0]] if near else ""


def best(
    things: Iterable[Found], query: TextQuery, columns: Callable[[Found], Sequence[str]]
) -> list[Found]:
    """The things that hold all words, by the rule of `fulltext.search`: the strongest first."""
    rated = [(relevance(query, columns(thing)), thing) for thing in things]
    rated = [(rating, thing) for rating, thing in rated if rating]
    return [thing for _rating, thing in sorted(rated, key=lambda pair: -pair[0])]


def relevance(query: TextQuery, columns: Sequence[str]) -> int:
    """How early in the columns all words have been seen; 0 when they never are."""
    missing = set(query.terms)
    for at, column in enumerate(columns):
        missing -= _terms(column)
        if not missing:
            return len(columns) - at
    return 0


@lru_cache(maxsize=1024)
def _terms(text: str) -> frozenset[str]:
    return frozenset(fulltext.terms(text))


def whole(text: str, query: TextQuery) -> Pieces:
    """All of a short text, with what was found in it marked."""
    return excerpt(text, query, length=len(text))


def _article_hit(article: Article, query: TextQuery) -> SearchHit:
    """With its summary, unless more of the words are only in the text."""
    is_summed_up = _terms(article.title) | _terms(article.summary) >= {*query.terms}
    return SearchHit(
        title=whole(article.title, query),
        url=article.get_absolute_url(),
        summary=whole(article.summary, query)
        if is_summed_up
        else excerpt(readable(article), query),
        note=article.topic.title,
    )


def _glossary_hit(term: GlossaryTerm, query: TextQuery) -> SearchHit:
    return SearchHit(
        title=whole(term.name, query), url=term.url, summary=whole(term.definition, query)
    )


def _vocabulary_hit(term: Technique | Condition, query: TextQuery) -> SearchHit:
    is_technique = isinstance(term, Technique)
    name = "articles:technique-detail" if is_technique else "articles:condition-detail"
    return SearchHit(
        title=whole(term.name, query),
        url=reverse(name, kwargs={"slug": term.slug}),
        summary=whole(term.definition, query),
        note=_("Type of massage") if isinstance(term, Technique) else term.get_kind_display(),
    )
