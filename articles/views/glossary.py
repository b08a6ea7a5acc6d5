"""The page that says what words mean."""

from typing import Any

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from articles.glossary import letters, linked_articles
from articles.models import Article
from articles.vocabulary import active
from directory.models import Condition, Technique

from .public import PublicPage
from .trails import articles_trail


class Glossary(PublicPage, TemplateView):
    template_name = "articles/glossary.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        articles = Article.objects.published().filter(slug__in=linked_articles())
        return super().get_context_data(
            letters=letters(
                active(Technique.objects.all()),
                active(Condition.objects.all()),
                dict(articles.values_list("slug", "title")),
            ),
            breadcrumbs=[articles_trail()[0], (_("Glossary"), "")],
            **kwargs,
        )
