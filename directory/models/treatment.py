"""Questions 3 and 4: techniques on offer, and conditions with an approach to each."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class TherapistTechnique(models.Model):
    therapist = models.ForeignKey(
        "Therapist",
        verbose_name=_("therapist"),
        on_delete=models.CASCADE,
        related_name="offered_techniques",
    )
    technique = models.ForeignKey(
        "Technique", verbose_name=_("technique"), on_delete=models.PROTECT, related_name="offers"
    )
    is_specialty = models.BooleanField(_("specialty"), default=False)
    since = models.PositiveSmallIntegerField(
        _("since (year)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1940), MaxValueValidator(2100)],
    )
    training_hours = models.PositiveSmallIntegerField(_("training hours"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("offered technique")
        verbose_name_plural = _("offered techniques")
        ordering = ["-is_specialty", "technique__position"]
        constraints = [
            models.UniqueConstraint(
                name="technique_is_offered_once", fields=["therapist", "technique"]
            ),
            models.CheckConstraint(
                name="technique_since_is_a_plausible_year",
                condition=Q(since__isnull=True) | Q(since__gte=1940, since__lte=2100),
            ),
        ]

    def __str__(self) -> str:
        return str(self.technique)


class TherapistCondition(models.Model):
    therapist = models.ForeignKey(
        "Therapist",
        verbose_name=_("therapist"),
        on_delete=models.CASCADE,
        related_name="condition_approaches",
    )
    condition = models.ForeignKey(
        "Condition",
        verbose_name=_("condition"),
        on_delete=models.PROTECT,
        related_name="approaches",
    )
    is_specialty = models.BooleanField(_("special interest"), default=False)
    approach = models.TextField(_("approach"), max_length=1200, blank=True)

    class Meta:
        verbose_name = _("approach to a condition")
        verbose_name_plural = _("approaches to conditions")
        ordering = ["-is_specialty", "condition__position"]
        constraints = [
            models.UniqueConstraint(
                name="condition_is_listed_once", fields=["therapist", "condition"]
            )
        ]

    def __str__(self) -> str:
        return str(self.condition)
