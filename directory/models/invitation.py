"""Therapists invited by a moderator: each gets a draft that nobody else can send or publish."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Invitation(models.Model):
    """What is known of somebody before they have agreed to anything; it goes on its last day."""

    batch = models.UUIDField(_("file"), db_index=True)
    line = models.PositiveIntegerField(_("line"))
    email = models.EmailField(_("email"), max_length=254)
    name = models.CharField(_("name"), max_length=120)
    content = models.JSONField(
        _("draft"), default=dict, help_text=_("The first draft of the profile, if they accept.")
    )
    digest = models.CharField(_("digest of the link"), max_length=64, unique=True)
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    mail = models.ForeignKey(
        "post_office.Email",
        verbose_name=_("mail"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The one that was sent; it goes with the invitation."),
    )
    delete_on = models.DateField(_("delete on"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    therapist = models.OneToOneField(
        "Therapist",
        verbose_name=_("profile"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="invitation",
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at", "line"]
        constraints = [
            models.UniqueConstraint(name="address_is_invited_once", fields=["email"]),
            models.UniqueConstraint(name="line_is_invited_once", fields=["batch", "line"]),
            models.CheckConstraint(
                name="accepted_invitation_says_when",
                condition=Q(therapist=None) | Q(accepted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name
