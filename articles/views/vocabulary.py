"""The pages of techniques and conditions, which tie articles to the search and back."""

from typing import Any

from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from articles import presenters, vocabulary
from articles.models import Article
from articles.querysets import ArticleQuerySet
from directory.choices import ConditionKind
from directory.models import Condition, Technique
from directory.search import facet_totals

from .public import PublicPage
from .trails import conditions_trail, techniques_trail


class TechniqueList(PublicPage, ListView):
    queryset = vocabulary.active(Technique.objects.all())
    template_name = "articles/technique_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        totals = facet_totals()
        return super().get_context_data(
            rows=[
                (vocabulary.link(technique, totals), vocabulary.pressure(technique), technique)
                for technique in self.object_list
            ],
            breadcrumbs=[techniques_trail()[0], (_("Types of massage"), "")],
            **kwargs,
        )


class ConditionList(PublicPage, ListView):
    queryset = vocabulary.active(Condition.objects.all())
    template_name = "articles/condition_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        totals = facet_totals()
        groups = [
            (kind.label, vocabulary.links((c for c in self.object_list if c.kind == kind), totals))
            for kind in ConditionKind
        ]
        return super().get_context_data(
            groups=[(label, links) for label, links in groups if links],
            breadcrumbs=[conditions_trail()[0], (_("Causes and patterns"), "")],
            **kwargs,
        )


class TechniqueDetail(PublicPage, DetailView):
    queryset = vocabulary.active(Technique.objects.prefetch_related("references"))
    template_name = "articles/technique_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        technique: Technique = self.object
        return super().get_context_data(
            term=vocabulary.link(technique, facet_totals()),
            notes=vocabulary.notes(technique),
            facts=[
                (_("How firm it is"), vocabulary.pressure(technique)),
                (_("What the research says"), technique.evidence or _("Not rated yet")),
            ],
            references=presenters.listed(enumerate(technique.references.all(), start=1)),
            articles=_cards(Article.objects.about_technique(technique)),
            breadcrumbs=[*techniques_trail(), (technique.name, "")],
            **kwargs,
        )


class ConditionDetail(PublicPage, DetailView):
    queryset = vocabulary.active(Condition.objects.all())
    template_name = "articles/condition_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        condition: Condition = self.object
        return super().get_context_data(
            term=vocabulary.link(condition, facet_totals()),
            notes=vocabulary.notes(condition),
            articles=_cards(Article.objects.about_condition(condition)),
            breadcrumbs=[*conditions_trail(), (condition.name, "")],
            **kwargs,
        )


def _cards(articles: ArticleQuerySet) -> ArticleQuerySet:
    return articles.published().with_card_details().in_reading_order()
