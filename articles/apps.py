"""Registers the articles with Django and with the site's hooks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        from sciatica_site.hooks import (
            admin_queues,
            due_jobs,
            roles,
            search_notices,
            search_sources,
            search_suggestions,
        )

        from . import derived, feedback, queues, search, search_pages, warning_words
        from .actions.publishing import publish_due
        from .roles import ROLES

        search_sources.register("articles", search.articles)
        search_sources.register("guides", search_pages.guides)
        search_sources.register("glossary", search.words)
        search_sources.register("vocabulary", search.vocabulary)
        search_sources.register("claims", search_pages.claims)
        search_suggestions.register("glossary", search.suggestion)
        search_notices.register("warning signs", warning_words.notices)
        due_jobs.register("scheduled articles", publish_due)
        due_jobs.register("derived article pages", derived.mend)
        due_jobs.register("old feedback texts", feedback.remove_old_texts)
        admin_queues.register("articles whose review is due", queues.reviews_due)
        admin_queues.register("articles waiting for review", queues.waiting_for_review)
        for role in ROLES:
            roles.register(role.name, role)
