"""What therapists and moderators do with files, in few words."""

from __future__ import annotations

from django.utils import timezone

from directory.actions import moderation
from directory.choices import OPEN_REVISIONS, RevisionStatus
from directory.models import CredentialKind, Document, Photo, ProfileRevision, Therapist
from directory.uploads import documents, images, photos
from tests.directory.uploads.files import PDF, picture
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import term


def put_photo(therapist: Therapist, data: bytes | None = None) -> Photo:
    taken = images.take_in(data or picture(), images.PHOTO)
    return photos.put(therapist, by=therapist.owner, picture=taken)


def open_revision(therapist: Therapist) -> ProfileRevision:
    return ProfileRevision.objects.get(therapist=therapist, status__in=OPEN_REVISIONS)


def submit(therapist: Therapist) -> ProfileRevision:
    """Without the other answers that a profile needs for that."""
    revision = open_revision(therapist)
    revision.status, revision.submitted_at = RevisionStatus.SUBMITTED, timezone.now()
    revision.save()
    return revision


def approve(therapist: Therapist) -> None:
    revision = submit(therapist)
    moderation.approve(revision.pk, version=revision.version, by=ModeratorFactory())
    therapist.refresh_from_db()


def add_document(therapist: Therapist, kind: str = "insurance", content: bytes = PDF) -> Document:
    return documents.add(therapist, kind=term(CredentialKind, kind), format="pdf", content=content)
