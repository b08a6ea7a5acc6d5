"""Where and when a therapist works; access and comfort facts, each yes, no or not stated."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory import formatting
from directory.choices import Setting, Weekday

FARTHEST_TRAVEL_MILES = 200


class PracticeLocation(models.Model):
    """One place where a therapist works. The point may be that of its ZIP code."""

    therapist = models.ForeignKey(
        "Therapist", verbose_name=_("therapist"), on_delete=models.CASCADE, related_name="locations"
    )
    setting = models.CharField(_("setting"), max_length=12, choices=Setting)
    practice_name = models.CharField(_("name of the practice"), max_length=120, blank=True)
    street = models.CharField(
        _("street"),
        max_length=160,
        blank=True,
        help_text=_("Leave empty to show only the neighborhood and city."),
    )
    neighborhood = models.CharField(_("neighborhood"), max_length=80, blank=True)
    city = models.CharField(_("city"), max_length=80)
    state = models.CharField(_("state"), max_length=2)
    postal_code = models.CharField(_("ZIP code"), max_length=5)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    directions = models.CharField(_("how to find it"), max_length=400, blank=True)
    travel_miles = models.PositiveSmallIntegerField(
        _("comes to homes within (miles)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(FARTHEST_TRAVEL_MILES)],
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("practice location")
        verbose_name_plural = _("practice locations")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="location_position_is_unique", fields=["therapist", "position"]
            ),
            models.CheckConstraint(
                name="location_setting_is_known", condition=Q(setting__in=Setting.values)
            ),
            models.CheckConstraint(
                name="location_point_is_on_earth",
                condition=Q(
                    latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180
                ),
            ),
            models.CheckConstraint(
                name="location_travel_is_1_to_200_miles",
                condition=Q(travel_miles__isnull=True)
                | Q(travel_miles__gte=1, travel_miles__lte=FARTHEST_TRAVEL_MILES),
            ),
            models.CheckConstraint(
                name="location_zip_has_five_digits",
                condition=Q(postal_code__regex=r"^[0-9]{5}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city}, {self.state}"

    @property
    def area(self) -> str:
        return formatting.area(self.neighborhood, self.city, self.state)


class OpeningHours(models.Model):
    therapist = models.ForeignKey(
        "Therapist",
        verbose_name=_("therapist"),
        on_delete=models.CASCADE,
        related_name="opening_hours",
    )
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("until"))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["weekday", "opens"]
        constraints = [
            models.UniqueConstraint(
                name="opening_time_is_listed_once", fields=["therapist", "weekday", "opens"]
            ),
            models.CheckConstraint(
                name="hours_open_before_they_close", condition=Q(opens__lt=F("closes"))
            ),
            models.CheckConstraint(
                name="hours_weekday_is_known", condition=Q(weekday__lte=Weekday.SUNDAY)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M} to {self.closes:%H:%M}"


class LocationAccess(models.Model):
    """A stated access fact of one place: no row means "not stated", which is not "no"."""

    location = models.ForeignKey(
        PracticeLocation,
        verbose_name=_("location"),
        on_delete=models.CASCADE,
        related_name="access_facts",
    )
    feature = models.ForeignKey(
        "AccessFeature", verbose_name=_("feature"), on_delete=models.PROTECT, related_name="facts"
    )
    is_available = models.BooleanField(_("available"))

    class Meta:
        verbose_name = _("access fact")
        verbose_name_plural = _("access facts")
        ordering = ["feature__position"]
        constraints = [
            models.UniqueConstraint(
                name="access_fact_is_stated_once", fields=["location", "feature"]
            )
        ]

    def __str__(self) -> str:
        return str(self.feature)


class TherapistComfort(models.Model):
    """A stated comfort fact of a therapist: no row means "not stated", which is not "no"."""

    therapist = models.ForeignKey(
        "Therapist",
        verbose_name=_("therapist"),
        on_delete=models.CASCADE,
        related_name="comfort_facts",
    )
    feature = models.ForeignKey(
        "ComfortFeature", verbose_name=_("feature"), on_delete=models.PROTECT, related_name="facts"
    )
    is_available = models.BooleanField(_("available"))

    class Meta:
        verbose_name = _("comfort fact")
        verbose_name_plural = _("comfort facts")
        ordering = ["feature__position"]
        constraints = [
            models.UniqueConstraint(
                name="comfort_fact_is_stated_once", fields=["therapist", "feature"]
            )
        ]

    def __str__(self) -> str:
        return str(self.feature)
