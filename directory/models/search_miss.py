"""How often a search found nobody: a place, a need and a number, and nothing about who searched."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchMiss(models.Model):
    """Only places and needs of our own lists are counted, never what somebody typed."""

    month = models.DateField(_("month"), help_text=_("Its first day."))
    place = models.CharField(
        _("place"), max_length=80, blank=True, help_text=_("City and state; empty for anywhere.")
    )
    need = models.CharField(
        _("need"), max_length=80, blank=True, help_text=_("A filter and its value; empty for none.")
    )
    count = models.PositiveIntegerField(_("how often"), default=0)

    class Meta:
        verbose_name = _("searches without result")
        verbose_name_plural = _("searches without result")
        ordering = ["-month", "-count", "place", "need"]
        constraints = [
            models.UniqueConstraint(name="miss_is_counted_once", fields=["month", "place", "need"])
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.need}: {self.count}"
