"""The piles of work of whoever checks credentials; each count leads to the list of these rows."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.forms.licenses import REGISTERED
from directory.models import Credential, VerificationRecord
from sciatica_site.attention import counted
from sciatica_site.hooks import QueueCount, Viewer

from . import waiting

SECOND, NEVER = "attention=second", "attention=never"
PERMISSION = "directory.change_verificationrecord"


def waiting_for_second() -> QuerySet[VerificationRecord]:
    return VerificationRecord.objects.filter(needs_second=True, applied_at=None, refused_at=None)


def never_checked() -> QuerySet[Credential]:
    """Those that a public register lists: anybody could look them up, and nobody here has."""
    rows = Credential.objects.never_checked(timezone.localdate())
    return rows.filter(kind__slug__in=REGISTERED).exclude(number="")


def to_check() -> QuerySet[Credential]:
    """All that waits for whoever looks credentials up."""
    lapsing = waiting.lapsing_credentials(timezone.localdate())
    found = Q(pk__in=never_checked().values("pk")) | Q(pk__in=lapsing.values("pk"))
    return Credential.objects.filter(found)


def checks_waiting_for_second(viewer: Viewer) -> QueueCount:
    return QueueCount(
        label=_("Checks of credentials that wait for a second person"),
        url=f"{reverse('admin:directory_verificationrecord_changelist')}?{SECOND}",
        permission=PERMISSION,
        rank=25,
        **counted(waiting_for_second(), "made_at"),
    )


def credentials_never_checked(viewer: Viewer) -> QueueCount:
    """The oldest is of the profile that was published first."""
    return QueueCount(
        label=_("Licenses that nobody has looked up yet"),
        url=f"{reverse('admin:directory_credential_changelist')}?{NEVER}",
        permission=PERMISSION,
        rank=30,
        **counted(never_checked(), "therapist__published_at"),
    )


QUEUES = {
    "checks waiting for a second person": checks_waiting_for_second,
    "credentials never checked": credentials_never_checked,
}
