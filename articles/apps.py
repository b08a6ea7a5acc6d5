"""Registers the articles with Django and with the site's hooks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        from sciatica_site.hooks import search_notices, search_sources, search_suggestions

        from . import search, warning_words

        search_sources.register("articles", search.articles)
        search_sources.register("glossary", search.words)
        search_sources.register("vocabulary", search.vocabulary)
        search_suggestions.register("glossary", search.suggestion)
        search_notices.register("warning signs", warning_words.notices)
