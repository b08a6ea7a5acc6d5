"""The page of warning signs."""

from typing import Any

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from articles import presenters
from articles.models import Reference
from articles.warning_signs import warning_signs

from .public import PublicPage
from .trails import articles_trail


class WarningSigns(PublicPage, TemplateView):
    template_name = "articles/warning_signs.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        guide = warning_signs()
        return super().get_context_data(
            guide=guide,
            references=presenters.listed(Reference.objects.numbered(guide.references)),
            breadcrumbs=[articles_trail()[0], (_("Warning signs"), "")],
            **kwargs,
        )
