"""What stands around a text on the review page: documents with their checks, and what happened."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from directory import formatting
from directory.choices import DocumentFormat, EventKind
from directory.models import (
    Credential,
    Document,
    ProfileEvent,
    Therapist,
    VerificationRecord,
)
from directory.uploads.access import kept, scans_for_others

MOST_EVENTS = 30
#: What a decision says why, in the words that its therapist was told.
WITH_REASONS = (EventKind.CHANGES_ASKED, EventKind.REJECTED)


@dataclass(frozen=True)
class ShownDocument:
    """`checks` say for each credential of its kind what was looked at."""

    document: Document
    may_open: bool
    checks: list[str]

    @property
    def is_picture(self) -> bool:
        return self.document.format != DocumentFormat.PDF


@dataclass(frozen=True)
class Happened:
    event: ProfileEvent
    why: str = ""


def documents_of(therapist: Therapist) -> list[ShownDocument]:
    """Two queries, however many there are."""
    opened = scans_for_others()
    rows = kept(timezone.localdate()).filter(therapist=therapist).select_related("kind")
    documents = list(rows)
    checks = _checks(therapist) if documents else {}
    return [
        ShownDocument(one, one.scan in opened, checks.get(one.kind_id, [])) for one in documents
    ]


def _checks(therapist: Therapist) -> dict[int, list[str]]:
    newest: dict[int, VerificationRecord] = {}
    for record in VerificationRecord.objects.filter(credential__therapist=therapist):
        newest.setdefault(record.credential_id, record)
    found: dict[int, list[str]] = defaultdict(list)
    for credential in therapist.credentials.all():
        found[credential.kind_id].append(_said(credential, newest.get(credential.pk)))
    return found


def _said(credential: Credential, record: VerificationRecord | None) -> str:
    name = " ".join(part for part in (str(credential.kind), credential.number) if part)
    if record is None and credential.checked_on is None:
        return _("%(name)s: no check yet") % {"name": name}
    if record is None:
        result, when = credential.get_verification_display(), credential.checked_on
    else:
        result, when = record.get_result_display(), record.checked_on
    day = formatting.day(when) if when else ""
    return _("%(name)s: %(result)s, %(day)s") % {"name": name, "result": result, "day": day}


def happened_to(therapist: Therapist) -> list[Happened]:
    """Newest first. Of a text that was given back twice, the words of the last time are kept."""
    rows = ProfileEvent.objects.filter(therapist_number=therapist.pk).select_related("actor")
    told = {
        number: reasons
        for number, reasons in therapist.revisions.values_list("number", "reasons")
        if reasons
    }
    found = []
    for event in rows[:MOST_EVENTS]:
        gives_reasons = event.kind in WITH_REASONS and event.revision is not None
        found.append(Happened(event, told.pop(event.revision or 0, "") if gives_reasons else ""))
    return found
