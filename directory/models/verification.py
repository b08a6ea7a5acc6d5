"""How a credential was checked: a record for each time somebody looked, never a mere tick."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory import formatting
from directory.choices import CheckMethod, CheckResult


class VerificationRecord(models.Model):
    """Says for good what was looked up where, by whom and with which result.

    It counts for its credential from `applied_at`; where a second person is asked for, that is
    when this person has agreed.
    """

    credential = models.ForeignKey(
        "Credential",
        verbose_name=_("credential"),
        on_delete=models.CASCADE,
        related_name="records",
    )
    method = models.CharField(_("how"), max_length=8, choices=CheckMethod)
    register = models.ForeignKey(
        "Register",
        verbose_name=_("register"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    lookup_url = models.URLField(_("address that was opened"), max_length=300, blank=True)
    number = models.CharField(
        _("number that was looked up"),
        max_length=40,
        blank=True,
        help_text=_("As it was then: the record says nothing about another number."),
    )
    reference = models.CharField(
        _("reference"), max_length=120, blank=True, help_text=_("What the source calls the entry.")
    )
    result = models.CharField(_("result"), max_length=10, choices=CheckResult)
    checked_on = models.DateField(_("checked on"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    valid_until = models.DateField(_("valid until, says the source"), null=True, blank=True)
    note = models.TextField(
        _("note"),
        max_length=1_000,
        blank=True,
        help_text=_("Moderators read it, and its therapist in the copy of their data."),
    )
    needs_second = models.BooleanField(_("needs a second person"), default=False)
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("second person"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    second_at = models.DateTimeField(_("second look"), null=True, blank=True)
    made_at = models.DateTimeField(_("written"), default=timezone.now)
    applied_at = models.DateTimeField(_("counts since"), null=True, blank=True)
    refused_at = models.DateTimeField(
        _("refused"), null=True, blank=True, help_text=_("The second person did not agree.")
    )

    class Meta:
        verbose_name = _("check of a credential")
        verbose_name_plural = _("checks of credentials")
        ordering = ["-checked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="check_method_is_known", condition=Q(method__in=CheckMethod.values)
            ),
            models.CheckConstraint(
                name="check_result_is_known", condition=Q(result__in=CheckResult.values)
            ),
            models.CheckConstraint(
                name="check_on_a_register_names_it",
                condition=~Q(method__in=(CheckMethod.REGISTER, CheckMethod.ROSTER))
                | Q(register__isnull=False),
            ),
            models.CheckConstraint(
                name="second_person_is_another_one",
                condition=Q(second_by=None) | ~Q(second_by=F("checked_by")),
            ),
            models.CheckConstraint(
                name="second_look_names_who_and_when",
                condition=Q(second_by=None, second_at=None)
                | Q(second_by__isnull=False, second_at__isnull=False),
            ),
            models.CheckConstraint(
                name="check_counts_only_after_its_second_look",
                condition=Q(applied_at=None) | Q(needs_second=False) | Q(second_by__isnull=False),
            ),
            models.CheckConstraint(
                name="refused_check_does_not_count",
                condition=Q(applied_at=None) | Q(refused_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{formatting.day(self.checked_on)}: {self.get_result_display()}"
