"""What a therapist writes about themselves, before a moderator has decided about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.choices import OPEN_REVISIONS, LiveFact, RevisionStatus


class ProfileRevision(models.Model):
    """The moderated part of a profile as one document; public tables hold the approved one.

    `version` grows with every step: who saves, submits or decides names the version they saw.
    """

    therapist = models.ForeignKey(
        "Therapist",
        verbose_name=_("therapist"),
        on_delete=models.CASCADE,
        related_name="revisions",
    )
    number = models.PositiveIntegerField(_("number"))
    status = models.CharField(
        _("status"), max_length=13, choices=RevisionStatus, default=RevisionStatus.DRAFT
    )
    content = models.JSONField(_("content"), default=dict)
    version = models.PositiveIntegerField(_("version"), default=1)
    based_on = models.PositiveIntegerField(
        _("based on"),
        null=True,
        blank=True,
        help_text=_("The approved revision that it changes; empty for a first one."),
    )
    saved_at = models.DateTimeField(_("last saved"), default=timezone.now)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reasons = models.TextField(_("reasons"), max_length=4_000, blank=True)
    reason_keys = models.JSONField(
        _("kinds of reasons"),
        default=list,
        blank=True,
        help_text=_("Which ready reasons were given (directory/data/reasons.yaml)."),
    )

    class Meta:
        verbose_name = _("revision of a profile")
        verbose_name_plural = _("revisions of profiles")
        ordering = ["therapist", "-number"]
        constraints = [
            models.UniqueConstraint(
                name="profile_revision_number_is_unique", fields=["therapist", "number"]
            ),
            models.UniqueConstraint(
                name="therapist_has_one_open_revision",
                fields=["therapist"],
                condition=Q(status__in=OPEN_REVISIONS),
            ),
            models.CheckConstraint(
                name="profile_revision_status_is_known",
                condition=Q(status__in=RevisionStatus.values),
            ),
            models.CheckConstraint(
                name="profile_revision_names_who_decided_and_when",
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="submitted_profile_revision_says_when",
                condition=~Q(status=RevisionStatus.SUBMITTED) | Q(submitted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_status_display()}"


class UnsavedText(models.Model):
    """What somebody has typed on a page of the editor and not saved, or could not: never lost.

    Each opened page has a `tab` of its own, so that none overwrites what another one typed.
    """

    therapist = models.ForeignKey(
        "Therapist",
        verbose_name=_("therapist"),
        on_delete=models.CASCADE,
        related_name="unsaved_texts",
    )
    page = models.CharField(_("page"), max_length=20)
    tab = models.CharField(_("tab"), max_length=16, blank=True)
    data = models.JSONField(
        _("as typed"), default=dict, help_text=_("Names of fields, each with its list of values.")
    )
    typed_at = models.DateTimeField(_("typed"), default=timezone.now)
    was_sent = models.BooleanField(
        _("was sent"), default=False, help_text=_("Saving was tried, and something was wrong.")
    )

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(
                name="tab_has_one_unsaved_text", fields=["therapist", "page", "tab"]
            )
        ]

    def __str__(self) -> str:
        return self.page


class LiveChange(models.Model):
    """A small fact that was changed at once, with what it was before, so that it can be undone."""

    therapist = models.ForeignKey(
        "Therapist",
        verbose_name=_("therapist"),
        on_delete=models.CASCADE,
        related_name="live_changes",
    )
    fact = models.CharField(_("fact"), max_length=12, choices=LiveFact)
    made_at = models.DateTimeField(_("changed"), default=timezone.now)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    undoes = models.OneToOneField(
        "self",
        verbose_name=_("undoes"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="undone_by",
    )

    class Meta:
        verbose_name = _("change of a live fact")
        verbose_name_plural = _("changes of live facts")
        ordering = ["therapist", "-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="live_change_fact_is_known", condition=Q(fact__in=LiveFact.values)
            )
        ]

    def __str__(self) -> str:
        return self.get_fact_display()
