"""Says what an import would do, and writes nothing but that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from directory.choices import ImportState
from directory.models import RosterEntry, RosterImport, RosterProblem
from sciatica_site.csv_reading import Row

from . import mapping, proposals, turns
from .alike import Alike
from .importing import BATCH, MOST_PROBLEMS, layout_of, opened
from .mapping import BadRow, Layout, Listed
from .matching import in_chunks, stated


def run(
    found: RosterImport,
    file: BinaryIO,
    token: str,
    *,
    told: Callable[[int], object] = lambda line: None,
) -> None:
    """In one go: of the list only what is stated here and what was met before stays in memory."""
    layout = layout_of(found)
    rows, places = opened(file, layout)
    trial = _Trial(found, places, layout)
    for batch in in_chunks(rows, BATCH):
        trial.look_at(batch)
        turns.step(found, token)
        told(batch[-1].end)
    trial.finish(token)


class _Trial:
    def __init__(self, found: RosterImport, places: dict[str, int], layout: Layout) -> None:
        self._import = found
        self._places = places
        self._layout = layout
        self._today = timezone.localdate(found.begun_at)
        self._stated = stated(found.source.register)
        self._wanted = {one.number for one in self._stated}
        self._alike = Alike[tuple[Listed, bool]](self._stated)
        self._hits: dict[str, tuple[Listed, bool]] = {}
        self._met: set[int] = set()
        self._there: set[int] = set()
        self._problems: list[RosterProblem] = []
        self._end = self._kept = self._changed = self._bad = 0

    def look_at(self, rows: list[Row]) -> None:
        facts = [listed for row in rows if (listed := self._read(row))]
        numbers = {listed.number for listed in facts}
        entries = RosterEntry.objects.filter(source=self._import.source_id, number__in=numbers)
        before = {entry.number: entry for entry in entries}
        for listed in facts:
            self._count(listed, before.get(listed.number))
        self._end = rows[-1].end

    def _count(self, listed: Listed, entry: RosterEntry | None) -> None:
        self._kept += 1
        if hash(listed.number) in self._met:
            return
        self._met.add(hash(listed.number))
        has_changed = entry is not None and proposals.has_other_state(entry, listed)
        if entry is not None:
            self._there.add(entry.pk)
            self._changed += proposals.listed(entry) != listed
        if listed.number in self._wanted:
            self._hits[listed.number] = (listed, has_changed)
        self._alike.offer(listed.number, listed.name, (listed, has_changed))

    def _read(self, row: Row) -> Listed | None:
        try:
            return mapping.read(row, self._places, self._layout, self._today)
        except BadRow as bad:
            if self._bad < MOST_PROBLEMS:
                self._problems.append(
                    RosterProblem(roster_import=self._import, line=row.line, text=str(bad)[:200])
                )
            self._bad += 1
            return None

    def _outcome(self) -> dict[str, int]:
        counts: Counter[str] = Counter()
        credentials = [one.pk for one in self._stated]
        records = proposals.newest_records(self._import, credentials)
        declined = proposals.newest_declined(self._import, credentials)
        gone = self._gone()
        for one in self._stated:
            hit = self._hits.get(one.number) or self._alike.only(one)
            listed, has_changed = hit or (None, one.number in gone)
            record = records.get(one.pk)
            proposal = proposals.proposed(
                self._import, one, listed, has_changed=has_changed and record is not None
            )
            before = None if has_changed else declined.get(one.pk)
            if proposals.is_news(proposal, record, before):
                counts[str(proposal.kind)] += 1
        return dict(sorted(counts.items()))

    def _gone(self) -> set[str]:
        """Of what is stated here, what the last list had and this one has not."""
        gone: set[str] = set()
        for chunk in in_chunks(sorted(self._wanted - self._hits.keys()), proposals.CHUNK):
            rows = RosterEntry.objects.filter(source=self._import.source_id, number__in=chunk)
            gone.update(rows.values_list("number", flat=True))
        return gone

    @transaction.atomic
    def finish(self, token: str) -> None:
        found = self._import
        turns.step(found, token)
        RosterProblem.objects.bulk_create(self._problems)
        entries = RosterEntry.objects.filter(source=found.source_id).count()
        RosterImport.objects.filter(pk=found.pk).update(
            state=ImportState.DONE,
            ended_at=timezone.now(),
            lines_done=self._end,
            rows_kept=self._kept,
            rows_changed=self._changed,
            rows_bad=self._bad,
            rows_gone=entries - len(self._there),
            outcome=self._outcome(),
            reader="",
            alive_at=None,
        )
        turns.drop_file(found)
        found.refresh_from_db()
