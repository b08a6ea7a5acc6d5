"""A ZIP code or city that a search can start from, with its point on the map."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .bytewise import Bytewise


class PlaceQuerySet(models.QuerySet["Place"]):
    def zip_codes(self) -> PlaceQuerySet:
        return self.filter(kind=Place.Kind.ZIP)

    def cities(self) -> PlaceQuerySet:
        return self.filter(kind=Place.Kind.CITY)

    def canonical(self) -> PlaceQuerySet:
        """Leave out second spellings, so that a list names each place once."""
        return self.filter(canonical_name="")

    def are_loaded(self) -> bool:
        """Whether there are any, whole: databases of earlier versions lack the time zones."""
        return self.exists() and not self.zip_codes().filter(time_zone="").exists()

    def largest_first(self) -> PlaceQuerySet:
        return self.order_by("-weight", "name", "state", "county")


class Place(models.Model):
    """One lookup row: a ZIP code, a city, or another spelling of a city.

    A second spelling ("NYC", "Phila") is a row of its own that repeats the point of
    the place it stands for, so that any lookup is one query without a join.
    """

    class Kind(models.TextChoices):
        ZIP = "zip", _("ZIP code")
        CITY = "city", _("City")

    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    key = models.CharField(
        _("lookup key"),
        max_length=80,
        help_text=_("The name as it is looked up: lower case, spelled out, without spaces."),
    )
    name = models.CharField(_("city name"), max_length=80)
    canonical_name = models.CharField(
        _("stands for"),
        max_length=80,
        blank=True,
        help_text=_("The usual city name, if this row is another spelling of it."),
    )
    state = models.CharField(_("state"), max_length=2)
    postal_code = models.CharField(_("ZIP code"), max_length=5, blank=True)
    county = models.CharField(
        _("county"),
        max_length=80,
        blank=True,
        help_text=_("Only where a state has several places of this name."),
    )
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        blank=True,
        help_text=_("By its name, such as America/Denver. Only ZIP codes have one."),
    )
    weight = models.PositiveIntegerField(
        _("size"),
        default=0,
        help_text=_("Number of ZIP codes with street delivery; larger places are offered first."),
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        indexes = [
            # In the order of bytes all keys that begin alike stand together.
            models.Index(Bytewise("key"), name="place_by_beginning_of_key"),
            models.Index(fields=["latitude", "longitude"], name="place_by_position"),
        ]
        constraints = [
            # The key leads, so this index also serves every lookup of a whole key.
            models.UniqueConstraint(
                fields=["key", "kind", "state", "county"],
                name="place_is_listed_once_per_name_state_and_county",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__gte=-90, latitude__lte=90),
                name="place_latitude_lies_between_the_poles",
            ),
            models.CheckConstraint(
                condition=models.Q(longitude__gte=-180, longitude__lte=180),
                name="place_longitude_lies_within_180_degrees",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="zip", postal_code=models.F("key"))
                | models.Q(kind="city", postal_code=""),
                name="place_has_a_postal_code_only_if_it_is_a_zip_code",
            ),
            models.CheckConstraint(
                condition=~models.Q(key="") & ~models.Q(name="") & ~models.Q(state=""),
                name="place_has_a_key_a_name_and_a_state",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """How the place is written, also accepted as a search: "Denver, CO"."""
        city = f"{self.canonical_name or self.name}, {self.state}"
        if self.postal_code:
            return f"{self.postal_code} ({city})"
        return f"{city} ({self.county})" if self.county else city

    @property
    def is_alias(self) -> bool:
        return bool(self.canonical_name)

    @property
    def point(self) -> tuple[float, float]:
        return self.latitude, self.longitude
