"""Writes down what a list says about credentials, for a person to accept or decline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.utils import timezone

from directory.choices import CheckMethod, CheckResult, ImportState, ProposalKind, ProposalState
from directory.duplicates import plain_number
from directory.models import (
    RosterEntry,
    RosterImport,
    RosterProposal,
    Therapist,
    VerificationRecord,
)

from .alike import Alike
from .mapping import Listed
from .matching import Stated, comparable, in_chunks, kind_of, stated

#: So long after a check that says the same, a new list that says it again is no news.
QUIET_FOR = timedelta(days=30)
CHUNK = 500
#: Goes through the list when somebody's number is not on it, and not before.
Near = Callable[[], Alike[int]]
RESULTS = {
    ProposalKind.CONFIRMS: CheckResult.CONFIRMED,
    ProposalKind.NAME_DIFFERS: CheckResult.DIFFERS,
    ProposalKind.NOT_ACTIVE: CheckResult.NOT_ACTIVE,
    ProposalKind.NOT_FOUND: CheckResult.NOT_FOUND,
}
#: A look at the register itself counts as well.
LOOKED_UP = (CheckMethod.REGISTER, CheckMethod.ROSTER)


def result_of(proposal: RosterProposal) -> CheckResult:
    """What a check would say that follows this proposal."""
    if proposal.kind in (ProposalKind.CHANGED, ProposalKind.ALIKE):
        return CheckResult.CONFIRMED if proposal.is_active else CheckResult.NOT_ACTIVE
    return RESULTS[ProposalKind(proposal.kind)]


def make(found: RosterImport, *, is_complete: bool) -> dict[str, int]:
    """All proposals of a list that was read to its end; how many of each kind.

    Part of the import's last transaction. A list that is not complete proves nobody's absence.
    """
    counts: Counter[str] = Counter()
    held = _hold_profiles(found)
    if is_complete:
        _outdate(RosterProposal.objects.filter(roster_import__source=found.source))
    last = _last_whole(found)
    people = [one for one in stated(found.source.register) if one.therapist in held]
    near: Near = lru_cache(maxsize=1)(lambda: _alike(found, people))
    for chunk in in_chunks(people, CHUNK):
        new = _news(found, chunk, last, near, is_complete=is_complete)
        _outdate(RosterProposal.objects.filter(credential__in=[one.credential_id for one in new]))
        RosterProposal.objects.bulk_create(new)
        counts.update(str(one.kind) for one in new)
    return dict(sorted(counts.items()))


def _hold_profiles(found: RosterImport) -> set[int]:
    """All that the list is about, until the end: whoever approves a text, or erases a profile,
    holds it as well and may take a credential away with all that is proposed about it.

    In one order, and before anything that hangs on them, so that nobody deadlocks. Rows that point
    at a profile, such as somebody's inquiry, are written meanwhile.
    """
    waiting = RosterProposal.objects.filter(
        roster_import__source=found.source, state=ProposalState.OPEN
    )
    compared = comparable(found.source.register)
    rows = Therapist.objects.select_for_update(no_key=True).filter(
        Q(pk__in=compared.order_by().values("therapist"))
        | Q(pk__in=waiting.order_by().values("credential__therapist"))
    )
    return set(rows.order_by("pk").values_list("pk", flat=True))


def listed(entry: RosterEntry) -> Listed:
    return Listed(entry.number, entry.name, entry.status, entry.is_active, entry.expires_on)


def has_other_state(before: RosterEntry, row: Listed) -> bool:
    """Since the list before this one; a new last day alone is none."""
    old, new = (before.status, before.is_active), (row.status, row.is_active)
    return (old[0].casefold(), old[1]) != (new[0].casefold(), new[1])


def _outdate(proposals: QuerySet[RosterProposal]) -> None:
    waiting = proposals.filter(state=ProposalState.OPEN)
    waiting.update(state=ProposalState.OUTDATED, decided_at=timezone.now())


def _news(
    found: RosterImport, chunk: list[Stated], last: int, near: Near, *, is_complete: bool
) -> list[RosterProposal]:
    """Without those that say what a recent check says, or what somebody has declined."""
    entries = _entries(found, chunk, near)
    numbers = [one.pk for one in chunk]
    records, declined = newest_records(found, numbers), newest_declined(found, numbers)
    new = []
    for one in chunk:
        before = entries.get(one.pk)
        # What an older list had and this one has not is forgotten after this.
        entry = before if before is not None and before.seen_in_id == found.pk else None
        if entry is None and not is_complete:
            continue
        # Its state changed in this file, or in one before it that nobody read to its end.
        is_other = entry is not None and (entry.changed_in_id or 0) > last
        record = records.get(one.pk)
        facts = listed(entry) if entry else None
        proposal = proposed(found, one, facts, has_changed=is_other and record is not None)
        is_moved = is_other or (entry is None and before is not None)
        if is_news(proposal, record, None if is_moved else declined.get(one.pk)):
            new.append(proposal)
    return new


def is_news(
    proposal: RosterProposal, record: VerificationRecord | None, declined: RosterProposal | None
) -> bool:
    """`declined`: what somebody has declined since which the row has kept its state."""
    if record is not None and is_said(record, proposal):
        return False
    return declined is None or _row(declined) != _row(proposal)


def _row(proposal: RosterProposal) -> tuple[object, ...]:
    """What a list says there, and what that would mean for the credential."""
    one = proposal
    is_there = one.kind != ProposalKind.NOT_FOUND
    # Proposals of older versions have no number of the list: theirs was the same.
    listed_number = one.listed_number or (one.number if is_there else "")
    words = (one.listed_name, one.listed_status, one.is_active, one.expires_on)
    return one.number, listed_number, *words, result_of(one)


def _alike(found: RosterImport, people: list[Stated]) -> Alike[int]:
    """Entries of this list by their key, gone through once and kept only where somebody fits."""
    alike = Alike[int](people)
    if alike:
        rows = RosterEntry.objects.filter(source=found.source, seen_in=found)
        for pk, number, name in rows.values_list("pk", "number", "name").iterator():
            alike.offer(number, name, pk)
    return alike


def _entries(found: RosterImport, chunk: list[Stated], near: Near) -> dict[int, RosterEntry]:
    """By credential: the entry of its number, or one of this list that is alike."""
    rows = RosterEntry.objects.filter(source=found.source)
    there = {one.number: one for one in rows.filter(number__in={one.number for one in chunk})}
    same = {one.pk: there[one.number] for one in chunk if one.number in there}
    lacking = [one for one in chunk if one.pk not in same or same[one.pk].seen_in_id != found.pk]
    keys = {one.pk: key for one in lacking if (key := near().only(one)) is not None}
    others = rows.in_bulk(keys.values()) if keys else {}
    return same | {pk: others[key] for pk, key in keys.items()}


def proposed(
    found: RosterImport, one: Stated, facts: Listed | None, *, has_changed: bool
) -> RosterProposal:
    return RosterProposal(
        credential_id=one.pk,
        roster_import=found,
        kind=kind_of(one, facts, has_changed=has_changed),
        number=one.number[:40],
        listed_number=facts.number if facts else "",
        listed_name=facts.name if facts else "",
        listed_status=facts.status if facts else "",
        is_active=facts.is_active if facts else False,
        expires_on=facts.expires_on if facts else None,
    )


def _last_whole(found: RosterImport) -> int:
    """The import before this one that was read to its end; 0 when there was none."""
    before = found.source.imports.filter(is_trial=False, state=ImportState.DONE, pk__lt=found.pk)
    return before.order_by("-pk").values_list("pk", flat=True).first() or 0


def newest_records(found: RosterImport, credentials: list[int]) -> dict[int, VerificationRecord]:
    rows = VerificationRecord.objects.filter(
        credential__in=credentials,
        method__in=LOOKED_UP,
        register=found.source.register_id,
        refused_at=None,
    )
    return {row.credential_id: row for row in rows.order_by("checked_on", "pk")}


def newest_declined(found: RosterImport, credentials: list[int]) -> dict[int, RosterProposal]:
    """Where the last decision about a credential and this list was to decline."""
    rows = RosterProposal.objects.filter(
        credential__in=credentials,
        roster_import__source=found.source_id,
        state__in=(ProposalState.ACCEPTED, ProposalState.DECLINED),
    )
    newest = {row.credential_id: row for row in rows.order_by("decided_at", "pk")}
    return {pk: row for pk, row in newest.items() if row.state == ProposalState.DECLINED}


def is_said(record: VerificationRecord, proposal: RosterProposal) -> bool:
    """Whether a check says already what the list does."""
    day = timezone.localdate(proposal.roster_import.begun_at)
    since = day if proposal.kind == ProposalKind.CHANGED else day - QUIET_FOR
    return (
        record.checked_on >= since
        and record.result == result_of(proposal)
        and plain_number(record.number) == proposal.number
        and (record.valid_until == proposal.expires_on or not proposal.is_active)
    )
