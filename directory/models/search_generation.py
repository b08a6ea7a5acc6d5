"""The one row that changes with every change of the search rows, in any process."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SearchGeneration(models.Model):
    """Lets each process know whether what it remembers of the directory still holds."""

    number = models.BigIntegerField(_("number"))

    class Meta:
        verbose_name = _("generation of the search rows")
        verbose_name_plural = _("generations of the search rows")
        constraints = [
            models.CheckConstraint(name="there_is_one_search_generation", condition=Q(pk=1))
        ]

    def __str__(self) -> str:
        return str(self.number)
