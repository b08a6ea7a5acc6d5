"""Why a moderator hid a profile, what its therapist says, and who looks again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory import formatting
from directory.choices import AppealState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _person(label: str | _StrPromise) -> models.ForeignKey:
    """Accounts of staff may be closed later; the day of what they did stays."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )


class Hiding(models.Model):
    """A profile is hidden by one person, and stays hidden when a second one confirms it."""

    therapist = models.ForeignKey(
        "Therapist", verbose_name=_("therapist"), on_delete=models.CASCADE, related_name="hidings"
    )
    hidden_at = models.DateTimeField(_("hidden"), default=timezone.now)
    hidden_by = _person(_("hidden by"))
    is_urgent = models.BooleanField(_("urgent"), default=False)
    why = models.TextField(
        _("why"), max_length=2_000, blank=True, help_text=_("The therapist reads these words.")
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = _person(_("confirmed by"))
    reply = models.TextField(_("what the therapist says"), max_length=4_000, blank=True)
    replied_at = models.DateTimeField(_("answered"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = _person(_("ended by"))

    class Meta:
        verbose_name = _("hiding of a profile")
        verbose_name_plural = _("hidings of profiles")
        ordering = ["-hidden_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="profile_is_hidden_once", fields=["therapist"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="hiding_is_confirmed_by_a_second_person",
                condition=Q(confirmed_by=None)
                | Q(hidden_by=None)
                | ~Q(confirmed_by=F("hidden_by")),
            ),
            models.CheckConstraint(
                name="hiding_names_nobody_before_its_day",
                condition=(Q(confirmed_by=None) | Q(confirmed_at__isnull=False))
                & (Q(ended_by=None) | Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="hiding_reply_says_when", condition=Q(reply="") | Q(replied_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        day = formatting.day(timezone.localdate(self.hidden_at))
        return str(_("Hidden on %(day)s") % {"day": day})


class Appeal(models.Model):
    """A therapist asks another moderator to look again, once for each decision."""

    therapist = models.ForeignKey(
        "Therapist", verbose_name=_("therapist"), on_delete=models.CASCADE, related_name="appeals"
    )
    revision = models.ForeignKey(
        "ProfileRevision",
        verbose_name=_("text"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="appeals",
    )
    #: A text that is sent again and given back again is a decision of its own.
    revision_version = models.PositiveIntegerField(_("version of the text"), null=True, blank=True)
    hiding = models.OneToOneField(
        Hiding,
        verbose_name=_("hiding"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="appeal",
    )
    decided_first_by = _person(_("decided first by"))
    text = models.TextField(_("what the therapist says"), max_length=2_000, blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    state = models.CharField(
        _("state"), max_length=9, choices=AppealState, default=AppealState.OPEN
    )
    answer = models.TextField(
        _("answer"), max_length=2_000, blank=True, help_text=_("The therapist reads these words.")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = _person(_("decided by"))

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="appeal_state_is_known", condition=Q(state__in=AppealState.values)
            ),
            models.CheckConstraint(
                name="appeal_is_about_one_decision",
                condition=Q(revision=None, revision_version=None, hiding__isnull=False)
                | Q(revision__isnull=False, revision_version__isnull=False, hiding=None),
            ),
            models.UniqueConstraint(
                name="decision_is_appealed_once",
                fields=["revision", "revision_version"],
                condition=Q(revision__isnull=False),
            ),
            models.CheckConstraint(
                name="appeal_is_decided_by_somebody_else",
                condition=Q(decided_by=None)
                | Q(decided_first_by=None)
                | ~Q(decided_by=F("decided_first_by")),
            ),
            models.CheckConstraint(
                name="appeal_decision_says_when",
                condition=Q(state=AppealState.OPEN, decided_at=None, decided_by=None)
                | ~Q(state=AppealState.OPEN) & Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
