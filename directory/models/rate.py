"""Question 6: prices per session length, in cents, and written policies."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.choices import SessionLength

LOWEST_PRICE_CENTS = 100
HIGHEST_PRICE_CENTS = 1_000_00


class Rate(models.Model):
    therapist = models.ForeignKey(
        "Therapist", verbose_name=_("therapist"), on_delete=models.CASCADE, related_name="rates"
    )
    minutes = models.PositiveSmallIntegerField(_("length"), choices=SessionLength)
    price_cents = models.PositiveIntegerField(
        _("price in cents"),
        validators=[MinValueValidator(LOWEST_PRICE_CENTS), MaxValueValidator(HIGHEST_PRICE_CENTS)],
    )
    hands_on_minutes = models.PositiveSmallIntegerField(
        _("hands-on minutes"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        ordering = ["minutes"]
        constraints = [
            models.UniqueConstraint(name="length_has_one_rate", fields=["therapist", "minutes"]),
            models.CheckConstraint(
                name="rate_length_is_standard", condition=Q(minutes__in=SessionLength.values)
            ),
            models.CheckConstraint(
                name="rate_is_between_1_and_1000_dollars",
                condition=Q(
                    price_cents__gte=LOWEST_PRICE_CENTS, price_cents__lte=HIGHEST_PRICE_CENTS
                ),
            ),
            models.CheckConstraint(
                name="hands_on_time_fits_the_session",
                condition=Q(hands_on_minutes__isnull=True) | Q(hands_on_minutes__lte=F("minutes")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} min"

    @property
    def whole_dollars(self) -> int:
        """The price rounded up, so that a search for "at most $95" never shows $95.50."""
        return -(-self.price_cents // 100)


class Policy(models.Model):
    therapist = models.ForeignKey(
        "Therapist", verbose_name=_("therapist"), on_delete=models.CASCADE, related_name="policies"
    )
    kind = models.ForeignKey(
        "PolicyKind", verbose_name=_("kind"), on_delete=models.PROTECT, related_name="policies"
    )
    text = models.CharField(_("policy"), max_length=600)
    notice_hours = models.PositiveSmallIntegerField(
        _("notice in hours"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(336)],
        help_text=_("For cancellation: how long before the session it is free."),
    )
    fee_percent = models.PositiveSmallIntegerField(
        _("fee in percent of the price"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
    )

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        ordering = ["kind__position"]
        constraints = [
            models.UniqueConstraint(
                name="policy_kind_is_listed_once", fields=["therapist", "kind"]
            ),
            models.CheckConstraint(
                name="policy_fee_is_a_percentage",
                condition=Q(fee_percent__isnull=True) | Q(fee_percent__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return str(self.kind)
