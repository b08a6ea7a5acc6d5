"""Start-up of the accounts app: what it knows about a person is offered for download."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from sciatica_site.hooks import (
            account_re_erasers,
            audit_kinds,
            audit_subjects,
            exporters,
        )

        from . import audited
        from .erasing_again import close_again
        from .personal_data import export

        exporters.register("account", export)
        account_re_erasers.register("accounts", close_again)
        for kind, label in audited.KINDS.items():
            audit_kinds.register(kind, label)
        for name, subject in audited.SUBJECTS.items():
            audit_subjects.register(name, subject)
