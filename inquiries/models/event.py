"""The record of what happened to conversations; nothing in it says what was written."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inquiries.choices import InquiryEventKind


class InquiryEvent(models.Model):
    """Append-only. The number stays when the conversation itself is gone."""

    conversation_number = models.CharField(_("conversation"), max_length=22)
    kind = models.CharField(_("what"), max_length=12, choices=InquiryEventKind)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField(
        _("why"), max_length=300, blank=True, help_text=_("Why a moderator opened the text.")
    )
    happened_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("event of a conversation")
        verbose_name_plural = _("events of conversations")
        ordering = ["-happened_at", "-pk"]
        indexes = [models.Index(fields=["conversation_number"], name="inquiry_event_by_number")]
        constraints = [
            models.CheckConstraint(
                name="inquiry_event_kind_is_known", condition=Q(kind__in=InquiryEventKind.values)
            ),
            models.CheckConstraint(
                name="inquiry_text_is_opened_for_a_reason",
                condition=~Q(kind=InquiryEventKind.TEXT_OPENED) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
