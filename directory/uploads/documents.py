"""Keeps copies of credentials and policies for a while, for moderators to compare."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from directory.actions import events
from directory.actions.refusals import Refused
from directory.choices import DocumentFormat, EventKind
from directory.models import CredentialKind, Document, Therapist

from .access import kept
from .removal import stored
from .serving import EXTENSIONS

MOST_DOCUMENTS = 12
#: Long enough for a moderator to compare, also with the next yearly look; not an archive.
KEPT_FOR = timedelta(days=180)


def add(
    therapist: Therapist, *, kind: CredentialKind, format: DocumentFormat, content: bytes
) -> Document:
    """Raises `Refused` when there are as many as one may have."""
    _check_room(therapist)
    document = Document(
        therapist=therapist,
        kind=kind,
        format=format,
        size=len(content),
        delete_on=timezone.localdate() + KEPT_FOR,
    )
    with stored(document.file, content, EXTENSIONS[format]), transaction.atomic():
        # One after the other, so that two files at once do not both find room.
        Therapist.objects.select_for_update().order_by().get(pk=therapist.pk)
        _check_room(therapist)
        document.save()
    return document


@transaction.atomic
def opened(document: Document, *, by: User) -> None:
    """Whoever looks at papers of somebody else leaves a line in the record."""
    if document.therapist.owner_id != by.pk:
        part = f"document {document.pk}"
        events.record(document.therapist_id, EventKind.DOCUMENT_SEEN, by=by, part=part)


def _check_room(therapist: Therapist) -> None:
    if kept(timezone.localdate()).filter(therapist=therapist).count() >= MOST_DOCUMENTS:
        raise Refused(
            _("You have %(most)d documents here, which is all we keep. Remove one first.")
            % {"most": MOST_DOCUMENTS}
        )
