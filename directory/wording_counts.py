"""Counts, for each profile, the places that the wording rules question; a job keeps it true."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from sciatica_site.wording.rules import FOLDER

from .choices import ProfileStatus, RevisionStatus
from .editing import content, drafts
from .editing.content import Content
from .forms.hints import WordingHint
from .forms.page_forms import PageForms
from .forms.pages import PAGES, EditorPage
from .models import ProfileRevision, Therapist, WordingCount
from .querysets import TherapistQuerySet

#: Profiles that one run of the job looks at: all of them after a change of the rules is slow.
MOST_AT_A_TIME = 300
#: Nothing of such a profile waits for moderators, whatever text it still has.
NOBODYS_BUSINESS = (ProfileStatus.DRAFT, ProfileStatus.REMOVED)


def recount_changed(now: datetime) -> str:
    """Look again at what was changed, submitted or decided since, or was read by other rules."""
    rows = _changed().with_answers().order_by("pk")[:MOST_AT_A_TIME]
    for therapist in rows:
        recount(therapist, now)
    return f"wording of {len(rows)} profiles looked at"


def recount(therapist: Therapist, now: datetime) -> None:
    """For a therapist loaded `with_answers()`."""
    tables = content.read(therapist)
    is_listed = therapist.status == ProfileStatus.PUBLISHED
    listed = _questioned(therapist, tables) if is_listed else 0
    is_over = therapist.status in NOBODYS_BUSINESS
    sent = None if is_over else submitted(therapist)
    waiting = _questioned(therapist, drafts.complete(sent.content, tables)) if sent else 0
    _write(therapist.pk, now, listed=listed, waiting=waiting)


@transaction.atomic
def _write(therapist_id: int, now: datetime, *, listed: int, waiting: int) -> None:
    """Unless the profile was erased while its words were looked at."""
    rows = Therapist.objects.select_for_update().filter(pk=therapist_id)
    if rows.values_list("pk", flat=True).first() is None:
        return
    before = WordingCount.objects.filter(pk=therapist_id).first()
    since = (before.found_at if before else None) or now
    values = {
        "listed": listed,
        "waiting": waiting,
        "found_at": since if listed or waiting else None,
        "rules": digest_of_rules(),
        "looked_at": now,
    }
    WordingCount.objects.update_or_create(pk=therapist_id, defaults=values)


@cache
def digest_of_rules() -> str:
    """Of the rules and of the code that reads them: both decide what is found."""
    files = sorted([*FOLDER.glob("*.yaml"), *FOLDER.glob("*.py")])
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _changed() -> TherapistQuerySet:
    looked_at = OuterRef("wording_count__looked_at")
    moved = ProfileRevision.objects.filter(therapist=OuterRef("pk")).filter(
        Q(submitted_at__gt=looked_at) | Q(decided_at__gt=looked_at)
    )
    taken_back = Q(wording_count__waiting__gt=0) & ~Exists(
        ProfileRevision.objects.filter(therapist=OuterRef("pk"), status=RevisionStatus.SUBMITTED)
    )
    never_or_long_ago = (
        Q(wording_count=None)
        | ~Q(wording_count__rules=digest_of_rules())
        | Q(updated_at__gt=F("wording_count__looked_at"))
    )
    rows = Therapist.objects.exclude(status__in=NOBODYS_BUSINESS)
    gone = Therapist.objects.filter(wording_count__found_at__isnull=False).exclude(
        pk__in=rows.values("pk")
    )
    changed = rows.filter(never_or_long_ago | Exists(moved) | taken_back)
    return Therapist.objects.filter(Q(pk__in=changed.values("pk")) | Q(pk__in=gone.values("pk")))


def submitted(therapist: Therapist) -> ProfileRevision | None:
    """The text of this profile that waits for a moderator."""
    return ProfileRevision.objects.filter(
        therapist=therapist, status=RevisionStatus.SUBMITTED
    ).first()


def _questioned(therapist: Therapist, text: Content) -> int:
    return sum(len(hint.found) for _page, hints in hints_of(therapist, text) for hint in hints)


def hints_of(therapist: Therapist, text: Content) -> Iterator[tuple[EditorPage, list[WordingHint]]]:
    """What its therapist is shown in the editor, and the moderator in the review, page by page."""
    for page in PAGES:
        if hints := PageForms(page, therapist=therapist, content=text).hints:
            yield page, hints
