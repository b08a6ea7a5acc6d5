"""The register of facet bits: which bit of a search row stands for which filter value, for ever."""

from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from directory.choices import FacetGroup

#: Bits in one database column: 62 leaves the sign bit of a 64-bit integer and one more alone.
BITS_PER_COLUMN = 62
HIGHEST_BIT = 2 * BITS_PER_COLUMN - 1


class FacetValueManager(models.Manager["FacetValue"]):
    def next_bit(self) -> int:
        """The lowest number that was never given out: values are retired, never deleted."""
        highest = self.aggregate(highest=Max("bit"))["highest"]
        return 0 if highest is None else highest + 1


class FacetValue(models.Model):
    """One filter value and its permanent bit number, 0 to 123."""

    group = models.CharField(_("group"), max_length=12, choices=FacetGroup)
    value = models.CharField(_("value"), max_length=60)
    label = models.CharField(_("label"), max_length=120)
    bit = models.PositiveSmallIntegerField(_("bit"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    objects = FacetValueManager()

    class Meta:
        verbose_name = _("facet value")
        verbose_name_plural = _("facet values")
        ordering = ["group", "position", "label"]
        constraints = [
            models.UniqueConstraint(
                name="facet_value_is_unique_in_its_group", fields=["group", "value"]
            ),
            models.CheckConstraint(
                name="facet_bit_fits_two_columns", condition=Q(bit__gte=0, bit__lte=HIGHEST_BIT)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}={self.value}"
