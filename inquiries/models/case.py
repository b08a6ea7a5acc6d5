"""What moderators look at: messages that therapists report, profiles that visitors report."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import Therapist
from inquiries.choices import SERIOUS, CaseState, ComplaintReason, ReportReason
from inquiries.querysets import ReportQuerySet
from sciatica_site import sealing

from .inquiry import Conversation


class Case(models.Model):
    """Waits for a moderator, who decides once."""

    sealed = models.TextField(  # noqa: DJ001 (removed text is not an empty text)
        _("encrypted text"), null=True, blank=True
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    state = models.CharField(_("state"), max_length=9, choices=CaseState, default=CaseState.OPEN)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        abstract = True

    def read(self) -> dict[str, Any]:
        """The words of the person who reported; empty when they have been removed."""
        return dict(sealing.unseal(self.sealed)) if self.sealed is not None else {}


class Complaint(Case):
    """A message that its therapist reported; only then may a moderator open its text."""

    conversation = models.OneToOneField(
        Conversation,
        verbose_name=_("conversation"),
        on_delete=models.CASCADE,
        related_name="complaint",
    )
    reason = models.CharField(_("reason"), max_length=6, choices=ComplaintReason)

    class Meta:
        verbose_name = _("reported message")
        verbose_name_plural = _("reported messages")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="complaint_reason_is_known", condition=Q(reason__in=ComplaintReason.values)
            ),
            # The account of who decided may be closed later; the day stays.
            models.CheckConstraint(
                name="complaint_has_nobody_deciding_before_its_day",
                condition=Q(decided_by__isnull=True) | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="complaint_decision_says_when",
                condition=Q(state=CaseState.OPEN, decided_at__isnull=True)
                | Q(state__in=(CaseState.UPHELD, CaseState.DISMISSED), decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


class Report(Case):
    """What a visitor, or a patient after an inquiry, says is wrong with a profile."""

    key = models.UUIDField(_("key of the form"), unique=True)
    therapist = models.ForeignKey(
        Therapist,
        verbose_name=_("therapist"),
        on_delete=models.CASCADE,
        related_name="reports",
    )
    reason = models.CharField(_("reason"), max_length=11, choices=ReportReason)
    is_serious = models.BooleanField(_("serious"), default=False)
    # The right of reply: what its therapist was told of it, and what they say.
    told = models.TextField(
        _("what the therapist was told"),
        max_length=2_000,
        blank=True,
        help_text=_("In a moderator's words: who reported it must not be recognized."),
    )
    told_at = models.DateTimeField(_("told"), null=True, blank=True)
    sealed_reply = models.TextField(  # noqa: DJ001 (removed text is not an empty text)
        _("encrypted reply"), null=True, blank=True
    )
    replied_at = models.DateTimeField(_("answered"), null=True, blank=True)
    result_told_at = models.DateTimeField(
        _("result told"), null=True, blank=True, help_text=_("To the person who reported it.")
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a profile")
        verbose_name_plural = _("reports of profiles")
        ordering = ["-is_serious", "made_at", "pk"]
        indexes = [models.Index(fields=["state", "-is_serious", "made_at"], name="report_queue")]
        constraints = [
            models.CheckConstraint(
                name="report_reason_is_known", condition=Q(reason__in=ReportReason.values)
            ),
            models.CheckConstraint(
                name="report_is_serious_by_its_reason",
                condition=Q(is_serious=True, reason__in=SERIOUS)
                | Q(is_serious=False) & ~Q(reason__in=SERIOUS),
            ),
            # The account of who decided may be closed later; the day stays.
            models.CheckConstraint(
                name="report_has_nobody_deciding_before_its_day",
                condition=Q(decided_by__isnull=True) | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="report_decision_says_when",
                condition=Q(state=CaseState.OPEN, decided_at__isnull=True)
                | Q(state__in=(CaseState.UPHELD, CaseState.DISMISSED), decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="report_is_answered_only_when_it_was_told",
                condition=Q(replied_at=None) | Q(told_at__isnull=False),
            ),
            models.CheckConstraint(
                name="report_result_is_told_after_the_decision",
                condition=Q(result_told_at=None) | Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()

    def read_reply(self) -> dict[str, Any]:
        """What its therapist says; empty when there is nothing, or when it has been removed."""
        return dict(sealing.unseal(self.sealed_reply)) if self.sealed_reply is not None else {}


class CaseNote(models.Model):
    """What a moderator found out about a report: evidence for whoever decides."""

    report = models.ForeignKey(
        Report, verbose_name=_("report"), on_delete=models.CASCADE, related_name="notes"
    )
    sealed = models.TextField(  # noqa: DJ001 (removed text is not an empty text)
        _("encrypted text"), null=True, blank=True
    )
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("note about a report")
        verbose_name_plural = _("notes about reports")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.written_at:%Y-%m-%d %H:%M}"

    def read(self) -> dict[str, Any]:
        return dict(sealing.unseal(self.sealed)) if self.sealed is not None else {}
