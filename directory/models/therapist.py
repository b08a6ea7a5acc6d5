"""The therapist: who they are, how to reach them, and the answers that are one per person."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.choices import Accepting, Gender, Intention, Pressure, ProfileStatus
from directory.freshness import is_hidden_by_age
from directory.querysets import TherapistQuerySet
from directory.trust import AcceptanceDates

from .vocabulary import AssessmentItem, ClinicianKind, Language, PaymentKind

#: Words of the URL contract under /therapists/ that can never be a slug.
RESERVED_SLUGS = ("compare", "shortlist", "worksheet", "order.json", "order")

phone_is_e164 = RegexValidator(
    r"\A\+[1-9][0-9]{6,14}\Z", _("Enter the number with its country code, such as +13035550142.")
)


class Therapist(AcceptanceDates, models.Model):
    """One massage therapist and their profile; public only through `objects.public()`."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        related_name="therapist",
        help_text=_("One person, one profile. Closing the account removes the profile first."),
    )
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender, blank=True)
    pronouns = models.CharField(_("pronouns"), max_length=30, blank=True)
    intro = models.TextField(_("in a few words"), max_length=600, blank=True)
    is_demo = models.BooleanField(
        _("demo data"), default=False, help_text=_("A fictional person; the page says so.")
    )

    photo = models.OneToOneField(
        "Photo",
        verbose_name=_("photo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The approved one."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=ProfileStatus, default=ProfileStatus.DRAFT
    )
    published_at = models.DateTimeField(_("first published"), null=True, blank=True)
    consented_at = models.DateTimeField(
        _("agreed to be listed"),
        null=True,
        blank=True,
        help_text=_("Nobody is listed without their own consent."),
    )
    consent_version = models.CharField(
        _("version of the terms"),
        max_length=20,
        blank=True,
        help_text=_("Which text the therapist agreed to."),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    accepting = models.CharField(_("new clients"), max_length=12, choices=Accepting, blank=True)
    waiting_weeks = models.PositiveSmallIntegerField(
        _("waiting time in weeks"), null=True, blank=True, validators=[MaxValueValidator(104)]
    )
    paused_until = models.DateField(
        _("paused until"),
        null=True,
        blank=True,
        help_text=_("Takes no new clients before this day."),
    )
    confirmed_on = models.DateField(
        _("last confirmed on"),
        null=True,
        blank=True,
        help_text=_("The day on which the therapist last said that all of this is right."),
    )

    phone = models.CharField(_("phone"), max_length=16, blank=True, validators=[phone_is_e164])
    website = models.URLField(_("website"), blank=True)
    booking_url = models.URLField(_("booking page"), blank=True)
    hours_note = models.CharField(_("about the hours"), max_length=200, blank=True)
    languages = models.ManyToManyField(
        Language, verbose_name=_("languages"), blank=True, related_name="therapists"
    )

    # Question 2
    practicing_since = models.PositiveSmallIntegerField(
        _("practicing since (year)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1940), MaxValueValidator(2100)],
    )
    back_and_leg_percent = models.PositiveSmallIntegerField(
        _("share of work on back and leg pain (percent)"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
    )
    experience_note = models.TextField(_("about the experience"), max_length=1200, blank=True)

    # Question 3 (the techniques are rows of TherapistTechnique)
    pressure_lightest = models.PositiveSmallIntegerField(
        _("lightest pressure"), choices=Pressure, null=True, blank=True
    )
    pressure_firmest = models.PositiveSmallIntegerField(
        _("firmest pressure"), choices=Pressure, null=True, blank=True
    )
    styles_note = models.TextField(_("how techniques are combined"), max_length=1200, blank=True)

    # Question 4 (the conditions are rows of TherapistCondition)
    intention = models.CharField(
        _("main aim of a sciatica session"), max_length=12, choices=Intention, blank=True
    )
    approach_text = models.TextField(
        _("how sciatica is assessed and treated"), max_length=2500, blank=True
    )
    assessment_items = models.ManyToManyField(
        AssessmentItem, verbose_name=_("assessment steps"), blank=True, related_name="therapists"
    )
    will_not_do = models.TextField(_("what I will not do"), max_length=1200, blank=True)
    refers_when = models.TextField(_("when I send you to a doctor"), max_length=1200, blank=True)
    works_with = models.ManyToManyField(
        ClinicianKind, verbose_name=_("works with"), blank=True, related_name="therapists"
    )

    # Question 6 (the prices are rows of Rate, the policies rows of Policy)
    payment_kinds = models.ManyToManyField(
        PaymentKind, verbose_name=_("ways to pay"), blank=True, related_name="therapists"
    )
    rates_note = models.TextField(_("about the prices"), max_length=600, blank=True)

    objects = TherapistQuerySet.as_manager()

    class Meta:
        verbose_name = _("therapist")
        verbose_name_plural = _("therapists")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["status", "confirmed_on"])]
        constraints = [
            models.CheckConstraint(
                name="therapist_status_is_known", condition=Q(status__in=ProfileStatus.values)
            ),
            models.CheckConstraint(
                name="therapist_slug_is_not_reserved", condition=~Q(slug__in=RESERVED_SLUGS)
            ),
            models.CheckConstraint(
                name="published_therapist_has_consent_and_dates",
                condition=~Q(status=ProfileStatus.PUBLISHED)
                | Q(
                    consented_at__isnull=False,
                    published_at__isnull=False,
                    confirmed_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="consent_names_the_text_that_was_agreed_to",
                condition=Q(consented_at__isnull=True, consent_version="")
                | Q(consented_at__isnull=False) & ~Q(consent_version=""),
            ),
            models.CheckConstraint(
                name="therapist_accepting_is_known", condition=Q(accepting__in=Accepting.values)
            ),
            models.CheckConstraint(
                name="therapist_gender_is_known", condition=Q(gender__in=Gender.values)
            ),
            models.CheckConstraint(
                name="therapist_intention_is_known", condition=Q(intention__in=Intention.values)
            ),
            models.CheckConstraint(
                name="therapist_pressure_is_a_range_or_not_stated",
                condition=Q(pressure_lightest__isnull=True, pressure_firmest__isnull=True)
                | Q(
                    # Without these two a NULL beside a number would pass: NULL is not false.
                    pressure_lightest__isnull=False,
                    pressure_firmest__isnull=False,
                    pressure_lightest__gte=Pressure.LIGHT,
                    pressure_firmest__lte=Pressure.FIRM,
                    pressure_lightest__lte=F("pressure_firmest"),
                ),
            ),
            models.CheckConstraint(
                name="therapist_practicing_since_is_a_plausible_year",
                condition=Q(practicing_since__isnull=True)
                | Q(practicing_since__gte=1940, practicing_since__lte=2100),
            ),
            models.CheckConstraint(
                name="therapist_share_is_a_percentage",
                condition=Q(back_and_leg_percent__isnull=True) | Q(back_and_leg_percent__lte=100),
            ),
            models.CheckConstraint(
                name="therapist_waits_only_on_a_waiting_list",
                condition=Q(waiting_weeks__isnull=True) | Q(accepting=Accepting.WAITING_LIST),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:therapist-detail", args=[self.slug])

    def clean(self) -> None:
        """Says beside its field what the database would refuse about a published profile."""
        if self.status == ProfileStatus.PUBLISHED:
            needed = ("consented_at", "confirmed_on")
            missing = [name for name in needed if getattr(self, name) is None]
            if missing:
                raise ValidationError(
                    dict.fromkeys(missing, _("A published profile needs this date."))
                )

    def years_of_practice(self, today: date) -> int | None:
        """Whole calendar years since the stated first year; `None` when it is not stated."""
        return None if self.practicing_since is None else max(0, today.year - self.practicing_since)

    def is_public(self, today: date) -> bool:
        """The same rule as `TherapistQuerySet.public()`, for one loaded row."""
        return self.status == ProfileStatus.PUBLISHED and not is_hidden_by_age(
            self.confirmed_on, today
        )
