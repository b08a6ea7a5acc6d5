"""Registers the directory of massage therapists with Django and with the site's hooks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = _("Therapist directory")

    def ready(self) -> None:
        from sciatica_site import hooks

        from . import (
            counting,
            due,
            mail_samples,
            personal_data,
            reminders,
            retention,
            unsaved,
        )
        from .search.spelling import suggestion
        from .site_search import therapists
        from .uploads import removal, scanning

        hooks.due_jobs.register("lapsed search rows", due.rewrite_lapsed_rows)
        hooks.due_jobs.register("reminders to therapists", reminders.send_due)
        hooks.due_jobs.register("documents to be scanned", scanning.scan_waiting)
        hooks.due_jobs.register("old documents and stray files", removal.remove_orphans)
        hooks.due_jobs.register("old unsaved texts", unsaved.forget_old)
        hooks.due_jobs.register("old links, reminders and revisions", retention.forget_old)
        hooks.due_jobs.register("old counts", counting.forget_old_counts)
        hooks.exporters.register("profile", personal_data.export)
        hooks.erasers.register("profile", personal_data.erase_for)
        for name, sample in mail_samples.previews().items():
            hooks.mail_previews.register(name, sample)
        hooks.readiness_checks.register("directory", due.missing_data)
        hooks.search_sources.register("therapists", therapists)
        hooks.search_suggestions.register("directory", suggestion)
