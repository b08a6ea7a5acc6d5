"""The piles of work about profiles; each count leads to the list of exactly these rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.choices import RevisionStatus
from sciatica_site.attention import counted
from sciatica_site.hooks import QueueCount, Viewer

from . import waiting

SUBMITTED = f"status__exact={RevisionStatus.SUBMITTED}"


@dataclass(frozen=True)
class Pile:
    """Rows of `model` that wait since what the field `since` says; `query` shows them alone."""

    label: Promise
    rows: Callable[[Viewer], QuerySet[Any]]
    since: str
    model: str
    query: str
    permission: str
    rank: int

    def __call__(self, viewer: Viewer) -> QueueCount:
        path = reverse(f"admin:directory_{self.model}_changelist")
        return QueueCount(
            label=str(self.label),
            url=f"{path}?{self.query}" if self.query else path,
            permission=f"directory.{self.permission}",
            rank=self.rank,
            **counted(self.rows(viewer), self.since),
        )


QUEUES: dict[str, Callable[[Viewer], QueueCount]] = {
    "new profiles": Pile(
        label=_("New profiles"),
        rows=lambda viewer: waiting.new_profiles(),
        since="submitted_at",
        model="profilerevision",
        query=f"{SUBMITTED}&first=yes",
        permission="change_profilerevision",
        rank=20,
    ),
    "changed answers": Pile(
        label=_("Changed answers"),
        rows=lambda viewer: waiting.changed_answers(),
        since="submitted_at",
        model="profilerevision",
        query=f"{SUBMITTED}&first=no",
        permission="change_profilerevision",
        rank=22,
    ),
    "documents to check": Pile(
        label=_("Documents to check"),
        rows=lambda viewer: waiting.documents(timezone.localdate()),
        since="uploaded_at",
        model="document",
        query="attention=unchecked",
        permission="view_document",
        rank=24,
    ),
    # The oldest is the one that was checked longest ago.
    "lapsing credentials": Pile(
        label=_("Checks of credentials that end soon or have ended"),
        rows=lambda viewer: waiting.lapsing_credentials(timezone.localdate()),
        since="checked_on",
        model="credential",
        query="attention=lapsing",
        permission="change_verificationrecord",
        rank=40,
    ),
    "doubles": Pile(
        label=_("Pairs of profiles that may be of one person"),
        rows=waiting.pairs,
        since="found_at",
        model="possiblepair",
        query="",
        permission="change_possiblepair",
        rank=42,
    ),
    "stale profiles": Pile(
        label=_("Public profiles not confirmed for 90 days"),
        rows=lambda viewer: waiting.stale_profiles(timezone.localdate()),
        since="confirmed_on",
        model="therapist",
        query="attention=stale",
        permission="view_therapist",
        rank=44,
    ),
    "questioned words": Pile(
        label=_("Profiles with wording to look at"),
        rows=lambda viewer: waiting.questioned(),
        since="found_at",
        model="wordingcount",
        query="",
        permission="view_wordingcount",
        rank=46,
    ),
}
