"""Files that therapists send: a photo for the page, and documents that only moderators see."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.choices import DocumentFormat, ScanState


def new_token() -> str:
    """The name of a file: it says nothing and cannot be guessed."""
    return secrets.token_urlsafe(24)


class Photo(models.Model):
    """A photo as we have written it anew. It is public once it is its therapist's `photo`."""

    therapist = models.ForeignKey(
        "Therapist", verbose_name=_("therapist"), on_delete=models.CASCADE, related_name="photos"
    )
    token = models.CharField(_("token"), max_length=40, unique=True, default=new_token)
    file = models.FileField(_("file"), upload_to="photos", max_length=120)
    width = models.PositiveSmallIntegerField(_("width in pixels"))
    height = models.PositiveSmallIntegerField(_("height in pixels"))
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.token


class Document(models.Model):
    """A copy of a credential or an insurance policy, kept until `delete_on` and no longer."""

    therapist = models.ForeignKey(
        "Therapist",
        verbose_name=_("therapist"),
        on_delete=models.CASCADE,
        related_name="documents",
    )
    kind = models.ForeignKey(
        "CredentialKind",
        verbose_name=_("copy of"),
        on_delete=models.PROTECT,
        related_name="documents",
    )
    token = models.CharField(_("token"), max_length=40, unique=True, default=new_token)
    file = models.FileField(_("file"), upload_to="documents", max_length=120)
    format = models.CharField(_("format"), max_length=4, choices=DocumentFormat)
    size = models.PositiveIntegerField(_("size in bytes"))
    scan = models.CharField(_("scan"), max_length=7, choices=ScanState, default=ScanState.WAITING)
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    delete_on = models.DateField(_("is deleted on"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="document_format_is_known", condition=Q(format__in=DocumentFormat.values)
            ),
            models.CheckConstraint(
                name="document_scan_is_known", condition=Q(scan__in=ScanState.values)
            ),
        ]

    def __str__(self) -> str:
        return str(self.kind)
