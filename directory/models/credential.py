"""Question 1: what a therapist holds, who issued it, and what this site did to check it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.choices import Verification
from directory.querysets import CredentialQuerySet
from directory.trust import CredentialDates


class Credential(CredentialDates, models.Model):
    therapist = models.ForeignKey(
        "Therapist",
        verbose_name=_("therapist"),
        on_delete=models.CASCADE,
        related_name="credentials",
    )
    kind = models.ForeignKey(
        "CredentialKind",
        verbose_name=_("kind"),
        on_delete=models.PROTECT,
        related_name="credentials",
    )
    title = models.CharField(
        _("title"), max_length=160, blank=True, help_text=_("As written on the document.")
    )
    issuer = models.CharField(_("issued by"), max_length=160)
    number = models.CharField(_("number"), max_length=40, blank=True)
    region = models.CharField(
        _("state or place"), max_length=60, blank=True, help_text=_("Where it is valid.")
    )
    register = models.ForeignKey(
        "Register",
        verbose_name=_("register"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="credentials",
        help_text=_("Where anyone can look it up."),
    )
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    expires_on = models.DateField(_("valid through"), null=True, blank=True)
    training_hours = models.PositiveSmallIntegerField(_("training hours"), null=True, blank=True)
    verification = models.CharField(
        _("what we checked"),
        max_length=20,
        choices=Verification,
        default=Verification.SELF_DECLARED,
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    good_until = models.DateField(
        _("good until, as checked"),
        null=True,
        blank=True,
        help_text=_(
            "What the register or the document says; the check counts no longer than that."
        ),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="credential_verification_is_known",
                condition=Q(verification__in=Verification.values),
            ),
            models.CheckConstraint(
                name="credential_checked_on_and_checked_by_are_set_together",
                condition=Q(checked_on__isnull=True, checked_by__isnull=True)
                | Q(checked_on__isnull=False, checked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="credential_is_self_declared_or_was_checked",
                condition=Q(verification=Verification.SELF_DECLARED) | Q(checked_on__isnull=False),
            ),
            models.CheckConstraint(
                name="credential_expires_after_it_was_issued",
                condition=Q(issued_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gte=F("issued_on")),
            ),
            models.UniqueConstraint(
                name="credential_number_is_listed_once",
                fields=["therapist", "kind", "number", "region"],
                condition=~Q(number=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.kind)
