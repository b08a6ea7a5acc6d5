"""A source that articles cite by its key."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.choices import Certainty
from articles.querysets import ReferenceQuerySet

KEY_PATTERN = r"[A-Za-z0-9_]+"


class Reference(models.Model):
    key = models.CharField(
        _("key"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(rf"^{KEY_PATTERN}\Z", _("Use letters, digits and underscores."))
        ],
        help_text=_("What an article writes as [@Key]; it never changes."),
    )
    authors = models.CharField(_("authors"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=300)
    container = models.CharField(
        _("published in"), max_length=200, blank=True, help_text=_("Journal, series or website.")
    )
    doi = models.CharField(_("DOI"), max_length=120, blank=True)
    url = models.URLField(_("address"), blank=True)
    certainty = models.CharField(_("certainty"), max_length=1, choices=Certainty)
    note = models.TextField(_("note"), blank=True, help_text=_("For editors; never shown."))
    techniques = models.ManyToManyField(
        "directory.Technique",
        verbose_name=_("techniques"),
        related_name="references",
        blank=True,
        help_text=_("Techniques whose evidence sentence rests on this source."),
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                name="reference_certainty_is_known",
                condition=Q(certainty__in=Certainty.values),
            ),
            models.CheckConstraint(
                name="reference_year_is_plausible",
                condition=Q(year__isnull=True) | Q(year__gte=1800, year__lte=2100),
                violation_error_message=_("Enter a year between 1800 and 2100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"

    @property
    def link(self) -> str:
        """Where to read it: the DOI lasts longer than an address does."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def reader_note(self) -> str:
        """How the source was read, where a reader should know; empty when it was read itself."""
        if self.certainty == Certainty.SEEN:
            return ""
        if self.certainty == Certainty.MIRROR:
            return str(_("We read a summary or a secondary copy of this source."))
        return str(_("We have not yet confirmed this source."))
