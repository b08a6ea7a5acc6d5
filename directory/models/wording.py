"""How many places of a profile's words the wording rules question, counted once and kept."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WordingCount(models.Model):
    """A number to sort by, never the words: whoever opens the profile sees them there."""

    therapist = models.OneToOneField(
        "Therapist",
        verbose_name=_("therapist"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="wording_count",
    )
    listed = models.PositiveIntegerField(_("places in the words that are public"), default=0)
    waiting = models.PositiveIntegerField(_("places in the text that waits"), default=0)
    found_at = models.DateTimeField(
        _("found"), null=True, blank=True, help_text=_("Since when there is at least one.")
    )
    rules = models.CharField(
        _("rules"), max_length=16, help_text=_("A digest of the rules that were looked for.")
    )
    looked_at = models.DateTimeField(_("last looked at"))

    class Meta:
        verbose_name = _("wording to look at")
        verbose_name_plural = _("wording to look at")
        constraints = [
            models.CheckConstraint(
                name="wording_count_says_since_when",
                condition=Q(found_at=None, listed=0, waiting=0)
                | Q(found_at__isnull=False) & (Q(listed__gt=0) | Q(waiting__gt=0)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.listed} + {self.waiting}"
