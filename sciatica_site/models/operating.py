"""What is known about the running of the site: whether mail is held, and what must stay erased."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MailHold(models.Model):
    """While its one row exists, no mail goes out: a restored queue must not send a second time."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    since = models.DateTimeField(_("since"), default=timezone.now)
    why = models.CharField(_("why"), max_length=120)

    class Meta:
        verbose_name = _("hold of mail")
        verbose_name_plural = _("hold of mail")
        constraints = [
            models.CheckConstraint(name="mail_is_held_by_one_row", condition=Q(id=1)),
        ]

    def __str__(self) -> str:
        return self.why


class ErasureMark(models.Model):
    """That somebody was erased, or left the public, so that a backup from before does not bring
    them back. A step that can be taken back and taken again has a mark each way: the newer counts.
    """

    class Kind(models.TextChoices):
        ACCOUNT = "account", _("Account")
        PROFILE = "profile", _("Profile")
        MESSAGE = "message", _("Message to therapists")
        ADDRESS = "address", _("Address that is not invited again")
        UNLISTED = "unlisted", _("Agreement to be listed taken back")
        HIDDEN = "hidden", _("Profile hidden by a moderator")
        SHOWN = "shown", _("Profile not hidden any more")

    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    digest = models.CharField(_("keyed digest of what it is about"), max_length=64)
    erased_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("mark of an erasure")
        verbose_name_plural = _("marks of erasures")
        constraints = [
            models.UniqueConstraint(name="erasure_is_marked_once", fields=["kind", "digest"]),
            models.CheckConstraint(
                name="erasure_mark_kind_is_known",
                condition=Q(
                    kind__in=[
                        *("account", "profile", "message", "address"),
                        *("unlisted", "hidden", "shown"),
                    ]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:12]}"
