"""The pages of the claim ledger: all claims, the corrections, what guidelines say."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from articles.claims import corrections, ledger, parse
from articles.guidelines import panel

from .public import PublicPage
from .trails import Trail, articles_trail


class ClaimList(PublicPage, TemplateView):
    template_name = "articles/claims/claim_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            ledger=ledger(parse(self.request.GET)),
            has_query=bool(self.request.GET),
            breadcrumbs=[articles_trail()[0], (_("Claims we checked"), "")],
            **kwargs,
        )


class Corrections(PublicPage, TemplateView):
    template_name = "articles/claims/corrections.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            corrections=corrections(), breadcrumbs=_trail(_("Corrections")), **kwargs
        )


class Guidelines(PublicPage, TemplateView):
    template_name = "articles/claims/guidelines.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            panel=panel(timezone.localdate()),
            breadcrumbs=_trail(_("Where guidelines disagree")),
            **kwargs,
        )


def _trail(here: str) -> Trail:
    return [articles_trail()[0], (_("Claims we checked"), reverse("articles:claims")), (here, "")]
