"""Registers the directory of massage therapists with Django and with the site's hooks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = _("Therapist directory")

    def ready(self) -> None:
        from sciatica_site.hooks import (
            due_jobs,
            readiness_checks,
            search_sources,
            search_suggestions,
        )

        from .due import missing_data, rewrite_lapsed_rows
        from .search.spelling import suggestion
        from .site_search import therapists

        due_jobs.register("lapsed search rows", rewrite_lapsed_rows)
        readiness_checks.register("directory", missing_data)
        search_sources.register("therapists", therapists)
        search_suggestions.register("directory", suggestion)
