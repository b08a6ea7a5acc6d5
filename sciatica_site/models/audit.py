"""Who decided what about what, when and why: one line for each step that somebody answers for."""

from __future__ import annotations

import datetime
from typing import Any, NoReturn

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from sciatica_site.hooks import audit_kinds


class OnlyAddedTo(Exception):
    """Somebody tries to change or to delete a line of the audit."""


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    """Lines are added and read; what would change one is refused here as in the database."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise OnlyAddedTo

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise OnlyAddedTo

    def delete(self) -> NoReturn:
        raise OnlyAddedTo

    def forget_from_before(self, moment: datetime.datetime) -> int:
        """The one way out: by age, which the database checks once more."""
        old = self.filter(happened_at__lt=moment)
        return super(AuditEntryQuerySet, old).delete()[0]


class AuditEntry(models.Model):
    """Only ever added to; the database itself refuses to change a line.

    It outlives what it is about, so it holds numbers, names of fields, words of closed lists and
    keyed digests, never what somebody wrote. The person who did it is a number, too.
    """

    happened_at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    actor_number = models.BigIntegerField(
        _("by"), null=True, blank=True, db_index=True, help_text=_("Empty: the site itself.")
    )
    kind = models.CharField(_("what"), max_length=40, db_index=True)
    subject = models.CharField(
        _("about"), max_length=40, help_text=_("The kind of thing, such as “profile”.")
    )
    subject_number = models.CharField(_("its number"), max_length=40, blank=True)
    part = models.CharField(
        _("part"), max_length=80, blank=True, help_text=_("Such as “revision 4, version 7”.")
    )
    fields = models.JSONField(_("fields"), default=list, help_text=_("Names, never the values."))
    before = models.CharField(
        _("before"),
        max_length=80,
        blank=True,
        help_text=_("A word of a closed list, or a keyed digest of the value."),
    )
    after = models.CharField(_("after"), max_length=80, blank=True)
    why = models.CharField(
        _("why"), max_length=300, blank=True, help_text=_("A reason without names or values.")
    )

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        # Nobody can be given the right to add, change or delete a line.
        default_permissions = ("view",)
        permissions = [("export_data", _("Can export lists as files"))]
        verbose_name = _("line of the audit")
        verbose_name_plural = _("audit")
        ordering = ["-happened_at", "-pk"]
        indexes = [models.Index(fields=["subject", "subject_number"], name="audit_by_subject")]
        constraints = [
            models.CheckConstraint(
                name="audit_entry_says_what_and_about_what",
                condition=~models.Q(kind="") & ~models.Q(subject=""),
            )
        ]

    def __str__(self) -> str:
        when = date_format(timezone.localtime(self.happened_at), "DATETIME_FORMAT")
        return f"{when}: {dict(audit_kinds).get(self.kind, self.kind)}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise OnlyAddedTo
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise OnlyAddedTo
