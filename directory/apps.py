"""Registers the directory of massage therapists with Django and with the site's hooks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = _("Therapist directory")

    def ready(self) -> None:
        from .registering import register

        register()
