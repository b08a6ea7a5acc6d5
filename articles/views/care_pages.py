"""The pages of what people do themselves, of other care, and of the words on profiles."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from articles import care_pages, profile_words
from articles.models import Article

from .public import PublicPage
from .trails import articles_trail


class SelfCare(PublicPage, TemplateView):
    template_name = "articles/self_care.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = care_pages.tip_groups()
        shown = care_pages.show([tip for group in groups for tip in group.tips])
        return super().get_context_data(
            groups=[(group, [shown.cards[tip.slug] for tip in group.tips]) for group in groups],
            references=shown.references,
            contents=[{"id": group.slug, "text": group.name} for group in groups],
            breadcrumbs=[*articles_trail(), (_("Self-care tips"), "")],
            **kwargs,
        )


class OtherTreatments(PublicPage, TemplateView):
    template_name = "articles/other_treatments.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        treatments = care_pages.treatments()
        shown = care_pages.show(treatments)
        return super().get_context_data(
            cards=list(shown.cards.values()),
            references=shown.references,
            contents=[{"id": card.slug, "text": card.name} for card in treatments],
            breadcrumbs=[*articles_trail(), (_("Other treatments"), "")],
            **kwargs,
        )


class ProfileWords(PublicPage, TemplateView):
    template_name = "articles/profile_words.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = profile_words.groups()
        articles = Article.objects.published().in_bulk(
            [group.article for group in groups if group.article], field_name="slug"
        )
        return super().get_context_data(
            groups=[(group, articles.get(group.article)) for group in groups],
            contents=[{"id": group.anchor, "text": group.heading} for group in groups],
            breadcrumbs=[(_("Home"), reverse("home")), (_("Words on profiles"), "")],
            **kwargs,
        )
