"""The read model of search: one narrow row per published therapist and place (ADR 0004)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SearchDoc(models.Model):
    """What a search reads instead of the normal tables; written only by `directory.search.doc`.

    `x, y, z` is the place on the unit sphere and `cell` its quarter-degree square; `bits` and
    `bits2` hold the facet values by their permanent numbers (bit 62 is the first of `bits2`);
    `rate_*` are whole dollars per standard length. `lapses_at` is the first instant at which the
    row as written stops being true, and `timeline` what it becomes from each such day on, so
    that a search needs no job to have run (see `directory.search.timeline`).
    """

    location = models.OneToOneField(
        "PracticeLocation", on_delete=models.CASCADE, primary_key=True, related_name="search_doc"
    )
    therapist = models.ForeignKey("Therapist", on_delete=models.CASCADE, related_name="search_docs")
    places = models.PositiveSmallIntegerField()
    cell = models.IntegerField()
    x = models.FloatField()
    y = models.FloatField()
    z = models.FloatField()
    bits = models.BigIntegerField()
    bits2 = models.BigIntegerField()
    specialty_bits = models.BigIntegerField()
    specialty_bits2 = models.BigIntegerField()
    since = models.SmallIntegerField(null=True)
    rate_30 = models.SmallIntegerField(null=True)
    rate_45 = models.SmallIntegerField(null=True)
    rate_60 = models.SmallIntegerField(null=True)
    rate_75 = models.SmallIntegerField(null=True)
    rate_90 = models.SmallIntegerField(null=True)
    rate_120 = models.SmallIntegerField(null=True)
    confirmed_on = models.DateField()
    lapses_at = models.DateTimeField()
    timeline = models.JSONField()
    lead_credential = models.ForeignKey(
        "Credential", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("search row")
        verbose_name_plural = _("search rows")
        indexes = [
            models.Index(
                name="searchdoc_circle",
                fields=[
                    "cell",
                    "x",
                    "y",
                    "z",
                    "bits",
                    "bits2",
                    "since",
                    "rate_60",
                    "therapist",
                    "places",
                    "lapses_at",
                    "location",
                    "confirmed_on",
                    "specialty_bits",
                    "specialty_bits2",
                ],
            ),
            models.Index(name="searchdoc_by_experience", fields=["since", "therapist"]),
            models.Index(name="searchdoc_lapses", fields=["lapses_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="search_bits_leave_the_sign_alone", condition=Q(bits__gte=0, bits2__gte=0)
            )
        ]

    def __str__(self) -> str:
        return f"{self.therapist_id} @ {self.cell}"
