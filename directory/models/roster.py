"""Lists of state boards: how their columns are read, what they say, and what follows from it.

What is on a list is used to check credentials that somebody states here, and for nothing else:
nobody is listed on the site because they are on one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.choices import (
    UNFINISHED_IMPORTS,
    ImportState,
    ProposalKind,
    ProposalState,
    RosterEncoding,
)

if TYPE_CHECKING:
    from .therapist import Therapist


class RosterSource(models.Model):
    """How the list of one register is read; filled in once, used for each of its files."""

    register = models.OneToOneField(
        "Register",
        verbose_name=_("register"),
        on_delete=models.PROTECT,
        related_name="roster_source",
    )
    columns = models.JSONField(
        _("columns"),
        default=dict,
        help_text=_("Which column holds what: number, name or first and last name, state, end."),
    )
    active_words = models.JSONField(
        _("words for “active”"), default=list, help_text=_("What the list writes, in any case.")
    )
    header = models.JSONField(
        _("columns of a sample"), default=list, help_text=_("What there is to choose from.")
    )
    encoding = models.CharField(
        _("encoding"), max_length=12, choices=RosterEncoding, default=RosterEncoding.UTF_8
    )
    delimiter = models.CharField(_("between columns"), max_length=1, default=",")
    date_format = models.CharField(_("dates are written as"), max_length=20, default="%m/%d/%Y")

    class Meta:
        verbose_name = _("list of a board")
        verbose_name_plural = _("lists of boards")
        ordering = ["register__state", "register__name"]

    def __str__(self) -> str:
        return str(self.register)


class RosterImport(models.Model):
    """One file that was read, or is being read; begun again, it goes on where it stopped."""

    source = models.ForeignKey(
        RosterSource, verbose_name=_("list"), on_delete=models.CASCADE, related_name="imports"
    )
    file_name = models.CharField(_("file"), max_length=160)
    file_digest = models.CharField(
        _("digest of the file"), max_length=64, help_text=_("And of how its columns are read.")
    )
    layout = models.CharField(_("digest of how its columns are read"), max_length=64, blank=True)
    file = models.FileField(
        _("file"),
        upload_to="rosters",
        max_length=120,
        blank=True,
        help_text=_("Kept until it is read, if somebody uploaded it."),
    )
    is_trial = models.BooleanField(_("dry run"), default=False)
    state = models.CharField(
        _("state"), max_length=7, choices=ImportState, default=ImportState.WAITING
    )
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    reader = models.CharField(_("who reads it now"), max_length=32, blank=True)
    alive_at = models.DateTimeField(_("last step of the reader"), null=True, blank=True)
    lines_total = models.PositiveIntegerField(_("lines"), default=0)
    lines_done = models.PositiveIntegerField(_("lines done"), default=0)
    rows_kept = models.PositiveIntegerField(_("rows kept"), default=0)
    rows_changed = models.PositiveIntegerField(_("rows changed"), default=0)
    rows_bad = models.PositiveIntegerField(_("bad rows"), default=0)
    rows_gone = models.PositiveIntegerField(_("no longer listed"), default=0)
    outcome = models.JSONField(
        _("what it says about credentials here"), default=dict, help_text=_("Kind: how many.")
    )
    failure = models.CharField(_("why it failed"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("import of a list")
        verbose_name_plural = _("imports of lists")
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="roster_import_state_is_known", condition=Q(state__in=ImportState.values)
            ),
            models.UniqueConstraint(
                name="roster_file_is_read_once_at_a_time",
                fields=["source", "file_digest", "is_trial"],
                condition=Q(state__in=UNFINISHED_IMPORTS),
            ),
            models.UniqueConstraint(
                name="list_has_one_unfinished_import",
                fields=["source"],
                condition=Q(is_trial=False, state__in=UNFINISHED_IMPORTS),
            ),
            models.CheckConstraint(
                name="roster_import_ends_when_it_is_done",
                condition=Q(ended_at=None) & ~Q(state__in=(ImportState.DONE, ImportState.FAILED))
                | Q(state__in=(ImportState.DONE, ImportState.FAILED), ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class RosterProblem(models.Model):
    """A row that could not be read: its line in the file and what is wrong, not what it says."""

    roster_import = models.ForeignKey(
        RosterImport, verbose_name=_("import"), on_delete=models.CASCADE, related_name="problems"
    )
    line = models.PositiveIntegerField(_("line"))
    text = models.CharField(_("what is wrong"), max_length=200)

    class Meta:
        verbose_name = _("bad row of a list")
        verbose_name_plural = _("bad rows of lists")
        ordering = ["line", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="roster_problem_is_noted_once", fields=["roster_import", "line"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.text}"


class RosterEntry(models.Model):
    """A license as the newest list has it."""

    source = models.ForeignKey(
        RosterSource, verbose_name=_("list"), on_delete=models.CASCADE, related_name="entries"
    )
    number = models.CharField(
        _("number"), max_length=40, help_text=_("In capitals, without spaces, dots and hyphens.")
    )
    name = models.CharField(_("name"), max_length=160)
    status = models.CharField(_("state, in the list's words"), max_length=60, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    expires_on = models.DateField(_("valid through"), null=True, blank=True)
    seen_in = models.ForeignKey(
        RosterImport, verbose_name=_("last seen in"), on_delete=models.CASCADE, related_name="+"
    )
    changed_in = models.ForeignKey(
        RosterImport,
        verbose_name=_("state changed in"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("entry of a list")
        verbose_name_plural = _("entries of lists")
        ordering = ["source", "number"]
        constraints = [
            models.UniqueConstraint(name="roster_number_is_kept_once", fields=["source", "number"]),
            models.CheckConstraint(name="roster_entry_has_a_number", condition=~Q(number="")),
        ]

    def __str__(self) -> str:
        return self.number


class RosterProposal(models.Model):
    """What a list suggests about a credential; nothing happens until a person has accepted it."""

    credential = models.ForeignKey(
        "Credential",
        verbose_name=_("credential"),
        on_delete=models.CASCADE,
        related_name="roster_proposals",
    )
    roster_import = models.ForeignKey(
        RosterImport, verbose_name=_("import"), on_delete=models.CASCADE, related_name="proposals"
    )
    kind = models.CharField(_("what"), max_length=12, choices=ProposalKind)
    number = models.CharField(
        _("number that was compared"),
        max_length=40,
        help_text=_("As the profile had it: the proposal says nothing about another number."),
    )
    listed_number = models.CharField(
        _("number on the list"),
        max_length=40,
        blank=True,
        help_text=_("In capitals and without separators; empty if there is no such entry."),
    )
    is_active = models.BooleanField(_("active on the list"), default=False)
    listed_name = models.CharField(_("name on the list"), max_length=160, blank=True)
    listed_status = models.CharField(_("state on the list"), max_length=60, blank=True)
    expires_on = models.DateField(_("valid through"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=ProposalState, default=ProposalState.OPEN
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("proposal from a list")
        verbose_name_plural = _("proposals from lists")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="roster_proposal_kind_is_known", condition=Q(kind__in=ProposalKind.values)
            ),
            models.CheckConstraint(
                name="roster_proposal_state_is_known", condition=Q(state__in=ProposalState.values)
            ),
            models.CheckConstraint(
                name="number_that_is_alike_is_named",
                condition=~Q(kind=ProposalKind.ALIKE) | ~Q(listed_number=""),
            ),
            models.UniqueConstraint(
                name="list_proposes_once_for_a_credential", fields=["credential", "roster_import"]
            ),
            models.UniqueConstraint(
                name="credential_has_one_open_proposal",
                fields=["credential"],
                condition=Q(state=ProposalState.OPEN),
            ),
            models.CheckConstraint(
                name="roster_proposal_decision_says_when",
                condition=Q(state=ProposalState.OPEN, decided_at=None, decided_by=None)
                | ~Q(state=ProposalState.OPEN) & Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def therapist(self) -> Therapist:
        return self.credential.therapist
