"""Whether a therapist's form is open, and who may not write."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import Therapist
from inquiries.choices import BlockScope, PauseReason


class InquiryBox(models.Model):
    """A therapist's letter box. Without a row it is open."""

    therapist = models.OneToOneField(
        Therapist,
        verbose_name=_("therapist"),
        on_delete=models.CASCADE,
        related_name="inquiry_box",
    )
    paused_at = models.DateTimeField(_("closed since"), null=True, blank=True)
    pause_reason = models.CharField(_("why"), max_length=11, choices=PauseReason, blank=True)
    opened_at = models.DateTimeField(
        _("opened again"),
        null=True,
        blank=True,
        help_text=_("What waited before that day does not close it once more."),
    )

    class Meta:
        verbose_name = _("inquiry box")
        verbose_name_plural = _("inquiry boxes")
        constraints = [
            models.CheckConstraint(
                name="inquiry_box_that_is_closed_says_why",
                condition=Q(paused_at__isnull=True, pause_reason="")
                | Q(paused_at__isnull=False, pause_reason__in=PauseReason.values),
            ),
        ]

    def __str__(self) -> str:
        return str(self.therapist_id)


class Block(models.Model):
    """A sender who cannot write: to one therapist at once, to all after a moderator said so.

    Only a keyed digest of the address is kept.
    """

    sender_digest = models.CharField(_("digest of the sender"), max_length=64)
    scope = models.CharField(_("for"), max_length=9, choices=BlockScope)
    therapist = models.ForeignKey(
        Therapist,
        verbose_name=_("therapist"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="inquiry_blocks",
    )
    made_at = models.DateTimeField(_("since"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("blocked sender")
        verbose_name_plural = _("blocked senders")
        constraints = [
            models.UniqueConstraint(
                name="sender_is_blocked_once_by_a_therapist",
                fields=["sender_digest", "therapist"],
            ),
            models.UniqueConstraint(
                name="sender_is_blocked_once_for_the_site",
                fields=["sender_digest"],
                condition=Q(scope=BlockScope.SITE),
            ),
            models.CheckConstraint(
                name="block_is_for_one_therapist_or_the_site",
                condition=Q(scope=BlockScope.SITE, therapist__isnull=True)
                | Q(scope=BlockScope.THERAPIST, therapist__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.sender_digest[:12]
