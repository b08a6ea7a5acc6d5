"""What keeps a profile true: links that work without signing in, and mails that go out once."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.choices import ReminderKind


class UpkeepLink(models.Model):
    """A link of a mail, good for one answer. Only a digest is kept: who reads the table cannot
    use it."""

    therapist = models.ForeignKey(
        "Therapist",
        verbose_name=_("therapist"),
        on_delete=models.CASCADE,
        related_name="upkeep_links",
    )
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    recipient = models.CharField(_("digest of the address"), max_length=64)
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("link of a mail")
        verbose_name_plural = _("links of mails")

    def __str__(self) -> str:
        return self.digest[:12]


class Reminder(models.Model):
    """That a mail was queued. The constraints see to it that no mail goes out twice."""

    therapist = models.ForeignKey(
        "Therapist",
        verbose_name=_("therapist"),
        on_delete=models.CASCADE,
        related_name="reminders",
        null=True,
        blank=True,
        help_text=_("Nobody, where moderators are reminded of all that waits."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ReminderKind)
    about = models.CharField(
        _("about"), max_length=40, blank=True, help_text=_("The credential, by its number.")
    )
    due_on = models.DateField(_("due on"))
    queued_at = models.DateTimeField(_("queued"), default=timezone.now)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                name="reminder_is_sent_once", fields=["therapist", "kind", "about", "due_on"]
            ),
            models.UniqueConstraint(
                name="moderators_are_reminded_once",
                fields=["kind", "due_on"],
                condition=Q(therapist=None),
            ),
            models.CheckConstraint(
                name="reminder_of_moderators_is_about_nobody",
                condition=Q(therapist=None, kind=ReminderKind.SECOND_LOOK)
                | Q(therapist__isnull=False) & ~Q(kind=ReminderKind.SECOND_LOOK),
            ),
            models.CheckConstraint(
                name="reminder_kind_is_known", condition=Q(kind__in=ReminderKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
