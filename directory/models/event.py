"""The record of what happened to profiles: it outlives them, and so holds nothing personal."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory import formatting
from directory.choices import EventKind


class ProfileEvent(models.Model):
    """Only ever added to. The profile is named by its number, which stays when the row is gone."""

    therapist_number = models.BigIntegerField(_("profile"), db_index=True)
    kind = models.CharField(_("what"), max_length=14, choices=EventKind)
    happened_at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    revision = models.PositiveIntegerField(_("revision"), null=True, blank=True)
    fields = models.JSONField(
        _("fields"), default=list, help_text=_("Names of what changed, never the values.")
    )

    class Meta:
        verbose_name = _("event of a profile")
        verbose_name_plural = _("events of profiles")
        ordering = ["-happened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="profile_event_kind_is_known", condition=Q(kind__in=EventKind.values)
            )
        ]

    def __str__(self) -> str:
        day = formatting.day(timezone.localdate(self.happened_at))
        values = {"what": self.get_kind_display(), "number": self.therapist_number, "day": day}
        return str(_("%(what)s: profile %(number)d, %(day)s") % values)


class Tombstone(models.Model):
    """That a profile once had this address, and nothing else: its page answers 410, not 404."""

    digest = models.CharField(_("keyed digest of the address"), max_length=64, primary_key=True)
    removed_on = models.DateField(_("removed on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("removed address")
        verbose_name_plural = _("removed addresses")

    def __str__(self) -> str:
        return self.digest[:12]
