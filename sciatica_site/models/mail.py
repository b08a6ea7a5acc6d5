"""A queued mail as moderators may know it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from post_office.models import Email


class QueuedMail(Email):
    class Meta:
        proxy = True
        verbose_name = gettext_lazy("queued mail")
        verbose_name_plural = gettext_lazy("queued mails")

    def __str__(self) -> str:
        """The package's own name for a mail is its recipients."""
        return _("Mail %(number)s") % {"number": self.pk}
