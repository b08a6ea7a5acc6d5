"""How often a profile was seen on a day: a number, and nothing about who saw it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.choices import Counted


class DailyCount(models.Model):
    therapist = models.ForeignKey(
        "Therapist", verbose_name=_("therapist"), on_delete=models.CASCADE, related_name="counts"
    )
    day = models.DateField(_("day"))
    kind = models.CharField(_("what"), max_length=6, choices=Counted)
    count = models.PositiveIntegerField(_("how often"), default=0)

    class Meta:
        verbose_name = _("daily count")
        verbose_name_plural = _("daily counts")
        ordering = ["therapist", "-day"]
        constraints = [
            models.UniqueConstraint(
                name="day_is_counted_once", fields=["therapist", "day", "kind"]
            ),
            models.CheckConstraint(
                name="daily_count_kind_is_known", condition=Q(kind__in=Counted.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"
