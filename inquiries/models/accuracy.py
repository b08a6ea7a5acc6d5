"""Whether a profile was right, as patients say who had an answer from its therapist."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import Therapist

from .inquiry import Conversation


class AccuracyAnswer(models.Model):
    """Five facts, each yes, no or not answered; once for a conversation."""

    conversation = models.OneToOneField(
        Conversation,
        verbose_name=_("conversation"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="accuracy",
    )
    therapist = models.ForeignKey(
        Therapist,
        verbose_name=_("therapist"),
        on_delete=models.CASCADE,
        related_name="accuracy_answers",
    )
    reachable = models.BooleanField(_("could be reached"), null=True, blank=True)
    price_as_stated = models.BooleanField(_("price as stated"), null=True, blank=True)
    qualification_shown = models.BooleanField(_("qualification shown"), null=True, blank=True)
    access_as_stated = models.BooleanField(_("access as stated"), null=True, blank=True)
    professional = models.BooleanField(_("professional conduct"), null=True, blank=True)
    given_on = models.DateField(_("given on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("answer about a profile")
        verbose_name_plural = _("answers about profiles")
        indexes = [models.Index(fields=["therapist", "given_on"], name="accuracy_by_therapist")]

    def __str__(self) -> str:
        return str(self.given_on)
