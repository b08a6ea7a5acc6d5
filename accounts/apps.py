"""Start-up of the accounts app: what it knows about a person is offered for download."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from sciatica_site.hooks import exporters

        from .personal_data import export

        exporters.register("account", export)
