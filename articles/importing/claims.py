"""Loads the claim ledger from its file, changing only what differs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from articles.actions.claims import ClaimChange, change_claims
from articles.data_files import DATA
from articles.models import Claim, Reference

from .claims_cleaning import BadClaim, CleanClaim, RawClaim, clean_claim, read_claims
from .problems import BadFile, Problem

FILE = DATA / "claims.yaml"


@dataclass
class LedgerReport:
    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    left_alone: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    #: Slugs of the public articles whose review is due because of this.
    to_review: list[str] = field(default_factory=list)

    @property
    def loaded(self) -> int:
        return len(self.created) + len(self.updated) + self.unchanged


@transaction.atomic
def load_claims(*, overwrite: bool = False, path: Path = FILE) -> LedgerReport:
    """Make the claims say what the file says. One that left the file stays: articles may state it,
    and one that was edited in the admin is kept unless `overwrite`."""
    report = LedgerReport()
    try:
        entries = read_claims(path)
    except BadFile as bad:
        report.problems.extend(bad.problems)
        return report
    references = {reference.key: reference for reference in Reference.objects.all()}
    stored = _stored()
    new: list[CleanClaim] = []
    changes: list[ClaimChange] = []
    for entry in _clean(entries, frozenset(references), report):
        claim = stored.get(entry.key)
        if claim is None:
            new.append(entry)
        elif not _differs(claim, entry):
            report.unchanged += 1
        elif claim.is_edited_here and not overwrite:
            report.left_alone.append(entry.key)
            report.warnings.append(
                f"{entry.key}: it was edited in the admin and is kept; --overwrite replaces it"
            )
        else:
            values = {**entry.values, "is_edited_here": False}
            changes.append(ClaimChange(claim, values, [references[k] for k in entry.references]))
    _create(new, references)
    result = change_claims(changes, note="Changed in the file of claims.")
    report.created = [entry.key for entry in new]
    report.updated = [claim.key for claim in result.changed]
    report.to_review = [article.slug for article in result.to_review]
    return report


def _stored() -> dict[str, Claim]:
    claims = Claim.objects.select_for_update().order_by("pk").prefetch_related("references")
    return {claim.key: claim for claim in claims}


def _clean(
    entries: Sequence[RawClaim], references: frozenset[str], report: LedgerReport
) -> Iterator[CleanClaim]:
    """The entries that are fit; the others are reported, and take no good one with them."""
    seen: dict[str, int] = {}
    for position, raw in enumerate(entries, start=1):
        try:
            clean = clean_claim(raw, position=position, known_references=references)
            if clean.key in seen:
                raise BadClaim(raw, f"this id is used in line {seen[clean.key]} as well")
        except BadClaim as bad:
            report.problems.extend(bad.problems)
            continue
        seen[clean.key] = raw.line
        report.warnings.extend(clean.warnings)
        yield clean


def _differs(claim: Claim, entry: CleanClaim) -> bool:
    if any(getattr(claim, name) != value for name, value in entry.values.items()):
        return True
    return {reference.key for reference in claim.references.all()} != set(entry.references)


def _create(entries: Sequence[CleanClaim], references: Mapping[str, Reference]) -> None:
    fields = ["is_edited_here", *(entries[0].values if entries else ())]
    claims = Claim.objects.bulk_create(
        [Claim(key=entry.key, **entry.values) for entry in entries],
        # Somebody else may be importing the same file.
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=fields,
    )
    pairs: list[Any] = [
        Claim.references.through(claim_id=claim.pk, reference_id=references[key].pk)
        for claim, entry in zip(claims, entries, strict=True)
        for key in entry.references
    ]
    Claim.references.through.objects.bulk_create(pairs, ignore_conflicts=True)
