"""The controlled vocabulary: rows that articles, profiles and search share by slug."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.choices import ConditionKind, Pressure, RegisterKind


class Term(models.Model):
    """One word of the vocabulary; its slug is a stable key and never changes once it is public."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    definition = models.CharField(_("definition"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Inactive terms can no longer be chosen.")
    )

    class Meta:
        abstract = True
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Technique(Term):
    """A type of massage (question 3)."""

    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    pressure_lightest = models.PositiveSmallIntegerField(
        _("lightest pressure"), choices=Pressure, default=Pressure.LIGHT
    )
    pressure_firmest = models.PositiveSmallIntegerField(
        _("firmest pressure"), choices=Pressure, default=Pressure.FIRM
    )
    is_offered = models.BooleanField(
        _("offered by therapists"),
        default=True,
        help_text=_("Off for what people do themselves: it has a page but no filter."),
    )

    class Meta(Term.Meta):
        verbose_name = _("technique")
        verbose_name_plural = _("techniques")
        constraints = [
            models.CheckConstraint(
                name="technique_pressure_range_is_ordered",
                condition=Q(pressure_lightest__lte=F("pressure_firmest")),
            )
        ]


class Condition(Term):
    """A cause, a pattern or a look-alike of sciatica that a therapist may have an approach for."""

    kind = models.CharField(_("kind"), max_length=10, choices=ConditionKind)

    class Meta(Term.Meta):
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        constraints = [
            models.CheckConstraint(
                name="condition_kind_is_known", condition=Q(kind__in=ConditionKind.values)
            )
        ]


class CredentialKind(Term):
    """A kind of credential, in plain words."""

    how_checked = models.CharField(_("how it can be checked"), max_length=200, blank=True)
    limits = models.CharField(_("what a check does not tell"), max_length=300, blank=True)

    class Meta(Term.Meta):
        verbose_name = _("credential kind")
        verbose_name_plural = _("credential kinds")


class PolicyKind(Term):
    """A kind of policy (question 6)."""

    class Meta(Term.Meta):
        verbose_name = _("policy kind")
        verbose_name_plural = _("policy kinds")


class AssessmentItem(Term):
    """One step of a careful assessment (question 4)."""

    is_core = models.BooleanField(_("part of every good assessment"), default=False)

    class Meta(Term.Meta):
        verbose_name = _("assessment item")
        verbose_name_plural = _("assessment items")


class Language(Term):
    """A language a therapist can work in; the slug is its ISO 639 code."""

    class Meta(Term.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")


class AccessFeature(Term):
    """A fact about getting into and around a place, with a definition that can be checked."""

    class Meta(Term.Meta):
        verbose_name = _("access feature")
        verbose_name_plural = _("access features")


class ComfortFeature(Term):
    """A fact about how a session can be adapted to the person."""

    class Meta(Term.Meta):
        verbose_name = _("comfort feature")
        verbose_name_plural = _("comfort features")


class PaymentKind(Term):
    """A way to pay or to lower the price."""

    is_filter = models.BooleanField(_("offered as a search filter"), default=False)

    class Meta(Term.Meta):
        verbose_name = _("payment kind")
        verbose_name_plural = _("payment kinds")


class ClinicianKind(Term):
    """A kind of clinician with whom a therapist shares notes, if the patient agrees."""

    class Meta(Term.Meta):
        verbose_name = _("clinician kind")
        verbose_name_plural = _("clinician kinds")


class ComplementaryTreatment(Term):
    """Other care that people combine with massage; articles link to it."""

    evidence = models.CharField(_("evidence"), max_length=300, blank=True)

    class Meta(Term.Meta):
        verbose_name = _("complementary treatment")
        verbose_name_plural = _("complementary treatments")


class Register(models.Model):
    """An official look-up page where anyone can check a credential."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    state = models.CharField(
        _("state"), max_length=2, blank=True, help_text=_("Empty for a national register.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=RegisterKind)
    name = models.CharField(_("name"), max_length=160)
    lookup_url = models.URLField(_("look-up page"), blank=True)
    checked_on = models.DateField(
        _("address checked on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody opened the page and found it working."),
    )
    note = models.CharField(_("note"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("register")
        verbose_name_plural = _("registers")
        ordering = ["state", "name"]
        constraints = [
            models.CheckConstraint(
                name="register_kind_is_known", condition=Q(kind__in=RegisterKind.values)
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})" if self.state else self.name
