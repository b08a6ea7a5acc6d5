"""What a therapist is writing now: the open revision, or else what the next one begins with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from directory.choices import OPEN_REVISIONS, WRITABLE_REVISIONS, ProfileStatus, RevisionStatus
from directory.models import Photo, ProfileRevision, Therapist

from .content import SECTION_KEYS, Content, read

DIGEST_LENGTH = 20


@dataclass(frozen=True)
class Draft:
    """`version` is that of the open revision, or 0 if there is none."""

    revision: ProfileRevision | None
    content: Content
    is_writable: bool
    version: int


def load(therapist: Therapist) -> Draft:
    """For a therapist loaded `with_answers()`; writes nothing."""
    revision = open_revision(therapist.pk)
    tables = read(therapist)
    may_write = therapist.status != ProfileStatus.REMOVED
    if revision is None:
        return Draft(None, _beginning(therapist, tables), may_write, 0)
    return Draft(
        revision,
        complete(revision.content, tables),
        may_write and revision.status in WRITABLE_REVISIONS,
        revision.version,
    )


def _beginning(therapist: Therapist, tables: Content) -> Content:
    """What the tables say. Before a profile is public they say nothing, so whoever was refused
    goes on from what they had written."""
    if therapist.published_at is not None:
        return tables
    last = ProfileRevision.objects.filter(therapist=therapist).order_by("-number").first()
    if last is None or last.status != RevisionStatus.REJECTED:
        return tables
    content = complete(last.content, tables)
    token = content["about"]["photo"]
    if token and not Photo.objects.filter(therapist=therapist, token=token).exists():
        content["about"] = content["about"] | {"photo": ""}
    return content


def open_revision(therapist_id: int) -> ProfileRevision | None:
    """The constraint sees to it that there is at most one."""
    return ProfileRevision.objects.filter(therapist=therapist_id, status__in=OPEN_REVISIONS).first()


def complete(document: Content, tables: Content) -> Content:
    """The document, with what it does not name taken from the tables: a draft may be older than
    a field."""
    return {key: tables[key] | document.get(key, {}) for key in SECTION_KEYS}


def changed_sections(before: Content, after: Content) -> list[str]:
    """Keys of the sections that differ, in the order of the editor."""
    return [key for key in SECTION_KEYS if before[key] != after[key]]


def seen(draft: Draft, keys: Iterable[str]) -> str:
    """A short digest of these sections: a page sends it back, and saving compares."""
    sections = {key: draft.content[key] for key in set(keys)}
    text = json.dumps(sections, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LENGTH]
