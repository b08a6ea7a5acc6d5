"""Start-up of the project's own app, and of the admin with its own entrance."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    default = True
    name = "sciatica_site"
    verbose_name = _("Site")

    def ready(self) -> None:
        from . import (
            audited,
            checks,  # noqa: F401 (registers the checks)
        )
        from .audit import forget_old
        from .due import remove_expired_sessions
        from .fulltext import readiness
        from .hooks import (
            admin_queues,
            audit_kinds,
            audit_subjects,
            due_jobs,
            readiness_checks,
            roles,
        )
        from .mail.worker import remove_old_records
        from .queues import failed_mails
        from .roles import ROLES

        due_jobs.register("expired sessions", remove_expired_sessions)
        due_jobs.register("old mail records", remove_old_records)
        due_jobs.register("old lines of the audit", forget_old)
        for kind, label in audited.KINDS.items():
            audit_kinds.register(kind, label)
        for name, subject in audited.SUBJECTS.items():
            audit_subjects.register(name, subject)
        readiness_checks.register("full text", readiness.missing_indexes)
        admin_queues.register("failed mails", failed_mails)
        for role in ROLES:
            roles.register(f"{role.name} of the site", role)


class SiteAdminConfig(admin_apps.AdminConfig):
    # Stock admin, with the site's own way in.
    default = False
    default_site = "sciatica_site.admin_site.SiteAdmin"
