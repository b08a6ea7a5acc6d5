"""Start-up of the project's own app, and of the admin with its own entrance."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    default = True
    name = "sciatica_site"
    verbose_name = _("Site")

    def ready(self) -> None:
        from . import checks  # noqa: F401 (registers the checks)
        from .due import remove_expired_sessions
        from .fulltext import readiness
        from .hooks import due_jobs, readiness_checks
        from .mail_queue import remove_old_records

        due_jobs.register("expired sessions", remove_expired_sessions)
        due_jobs.register("old mail records", remove_old_records)
        readiness_checks.register("full text", readiness.missing_indexes)


class SiteAdminConfig(admin_apps.AdminConfig):
    # Stock admin, with the site's own way in.
    default = False
    default_site = "sciatica_site.admin_site.SiteAdmin"
