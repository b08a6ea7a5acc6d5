"""What a patient wrote, the conversations that came of it, and what both sides added."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import Therapist
from inquiries.choices import (
    Answer,
    ConversationStatus,
    InquiryState,
    PatientSays,
    Suspicion,
    Writer,
)
from inquiries.letter import Letter
from inquiries.querysets import ConversationQuerySet, InquiryQuerySet
from sciatica_site import sealing


def random_number() -> str:
    """Names a row in addresses; nobody guesses it."""
    return secrets.token_urlsafe(16)


class Inquiry(models.Model):
    """One message of a patient, to one therapist or to up to three."""

    number = models.CharField(_("number"), max_length=22, unique=True, default=random_number)
    key = models.UUIDField(
        _("key of the form"),
        unique=True,
        help_text=_("The same form, however often it is sent, is one message."),
    )
    state = models.CharField(_("state"), max_length=11, choices=InquiryState)
    suspicion = models.CharField(
        _("suspicion"), max_length=8, choices=Suspicion, blank=True, default=Suspicion.NONE
    )
    sealed = models.TextField(  # noqa: DJ001 (removed text is not an empty text)
        _("encrypted text"), null=True, blank=True
    )
    sender_digest = models.CharField(_("digest of the sender"), max_length=64, blank=True)
    is_blind = models.BooleanField(
        _("name hidden until the first answer"),
        default=True,
        help_text=_("The therapist sees what is needed, not who needs it, until they answer."),
    )
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    confirmed_at = models.DateTimeField(
        _("confirmed"),
        null=True,
        blank=True,
        help_text=_("When the owner of the mailbox pressed the button behind the link."),
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    last_written_at = models.DateTimeField(_("last message"), default=timezone.now)
    text_removed_at = models.DateTimeField(_("text removed"), null=True, blank=True)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["sender_digest", "state"], name="inquiry_by_sender"),
            models.Index(fields=["state", "last_written_at"], name="inquiry_by_last_message"),
        ]
        constraints = [
            models.CheckConstraint(
                name="inquiry_state_is_known", condition=Q(state__in=InquiryState.values)
            ),
            models.CheckConstraint(
                name="inquiry_suspicion_is_known", condition=Q(suspicion__in=Suspicion.values)
            ),
            models.CheckConstraint(
                name="inquiry_that_was_sent_says_when",
                condition=~Q(state=InquiryState.SENT) | Q(sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="inquiry_has_its_text_or_says_when_it_went",
                condition=Q(sealed__isnull=False, text_removed_at__isnull=True)
                & ~Q(sender_digest="")
                | Q(sealed__isnull=True, text_removed_at__isnull=False, sender_digest=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def has_text(self) -> bool:
        return self.sealed is not None

    def read(self) -> Letter:
        """What the patient wrote. Ask `has_text` first."""
        assert self.sealed is not None  # noqa: S101 (the callers have asked)
        return Letter.of(sealing.unseal(self.sealed))


class Conversation(models.Model):
    """One patient and one therapist: whether there was an answer, how and when."""

    number = models.CharField(_("number"), max_length=22, unique=True, default=random_number)
    inquiry = models.ForeignKey(
        Inquiry, verbose_name=_("inquiry"), on_delete=models.CASCADE, related_name="conversations"
    )
    therapist = models.ForeignKey(
        Therapist,
        verbose_name=_("therapist"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="conversations",
        help_text=_("Empty when the therapist has left the site."),
    )
    status = models.CharField(
        _("status"),
        max_length=8,
        choices=ConversationStatus,
        default=ConversationStatus.WAITING,
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    is_withheld = models.BooleanField(
        _("kept from the therapist"),
        default=False,
        help_text=_("The therapist has blocked this sender, who is not told."),
    )
    opened_at = models.DateTimeField(_("first opened"), null=True, blank=True)
    answer = models.CharField(
        _("answer"), max_length=8, choices=Answer, blank=True, default=Answer.NONE
    )
    answered_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    revealed_at = models.DateTimeField(_("name shown"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    patient_says = models.CharField(
        _("the patient says"),
        max_length=12,
        choices=PatientSays,
        blank=True,
        default=PatientSays.NOTHING,
    )
    # What was done about it by the calendar, each once.
    nudged_at = models.DateTimeField(_("therapist reminded"), null=True, blank=True)
    offered_others_at = models.DateTimeField(_("patient shown others"), null=True, blank=True)
    asked_accuracy_at = models.DateTimeField(_("patient asked"), null=True, blank=True)
    undelivered_at = models.DateTimeField(_("mail failed"), null=True, blank=True)
    notice = models.ForeignKey(
        "post_office.Email",
        verbose_name=_("mail to the therapist"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ConversationQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(fields=["therapist", "sent_at"], name="conversation_by_therapist"),
            models.Index(fields=["status", "sent_at"], name="conversation_by_status"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="inquiry_goes_to_a_therapist_once", fields=["inquiry", "therapist"]
            ),
            models.CheckConstraint(
                name="conversation_status_is_known",
                condition=Q(status__in=ConversationStatus.values),
            ),
            models.CheckConstraint(
                name="conversation_answer_is_known", condition=Q(answer__in=Answer.values)
            ),
            models.CheckConstraint(
                name="conversation_patient_says_is_known",
                condition=Q(patient_says__in=PatientSays.values),
            ),
            models.CheckConstraint(
                name="conversation_answer_says_how_and_when",
                condition=Q(answer=Answer.NONE, answered_at__isnull=True)
                | ~Q(answer=Answer.NONE) & Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="conversation_settled_by_an_answer",
                condition=~Q(status__in=(ConversationStatus.ANSWERED, ConversationStatus.DECLINED))
                | Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="conversation_closed_says_when",
                condition=Q(status=ConversationStatus.CLOSED, closed_at__isnull=False)
                | ~Q(status=ConversationStatus.CLOSED) & Q(closed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def shows_sender(self) -> bool:
        """Whether the therapist may see name and address."""
        return self.revealed_at is not None or not self.inquiry.is_blind


class Message(models.Model):
    """What one side added to a conversation after the first message."""

    conversation = models.ForeignKey(
        Conversation,
        verbose_name=_("conversation"),
        on_delete=models.CASCADE,
        related_name="messages",
    )
    key = models.UUIDField(_("key of the form"), unique=True)
    writer = models.CharField(_("writer"), max_length=9, choices=Writer)
    sealed = models.TextField(  # noqa: DJ001 (removed text is not an empty text)
        _("encrypted text"), null=True, blank=True
    )
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="message_writer_is_known", condition=Q(writer__in=Writer.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_writer_display()} {self.written_at:%Y-%m-%d}"

    def read(self) -> str:
        """Empty when the text has been removed."""
        return str(sealing.unseal(self.sealed)) if self.sealed is not None else ""
