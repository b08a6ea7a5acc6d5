"""Reads a list into entries, batch by batch, so that it can be stopped and gone on with anywhere.

Each batch is one transaction together with the line up to which the file is done. Whoever goes on
after a crash begins behind that line, and the result is that of one run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple
from typing import BinaryIO

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from directory import audited
from directory.choices import ImportState
from directory.models import RosterEntry, RosterImport, RosterProblem
from sciatica_site import csv_reading
from sciatica_site.csv_reading import Row, WrongFile

from . import mapping, proposals, turns
from .mapping import BadRow, Layout, Listed
from .matching import in_chunks

BATCH = 1_000
#: More would tell nobody anything; how many there are is counted all the same.
MOST_PROBLEMS = 1_000
#: A list with fewer rows than this part of the last one may be half a file.
WHOLE_FROM = 0.5
FACTS = ["name", "status", "is_active", "expires_on", "seen_in", "changed_in"]


def run(
    found: RosterImport,
    file: BinaryIO,
    token: str,
    *,
    told: Callable[[int], object] = lambda line: None,
    may_go_on: Callable[[], bool] = lambda: True,
) -> bool:
    """Whether it is done. Raises `WrongFile` when nothing of it can be read, and `LostTurn`."""
    layout = layout_of(found)
    rows, places = opened(file, layout)
    left = (row for row in rows if row.end > found.lines_done)
    for batch in in_chunks(left, BATCH):
        _Batch(found, places, layout).write(batch, token)
        told(found.lines_done)
        if not may_go_on():
            return False
    finish(found, token)
    return True


def layout_of(found: RosterImport) -> Layout:
    """How its source is read, if that is still so as when it was begun. Raises `WrongFile`."""
    # Whoever reads compares what it is about to read by. That no other process can come between,
    # as it could if a form looked for unfinished imports before it saves new columns.
    layout = Layout.of(found.source)
    if layout.digest != found.layout:
        raise WrongFile(
            _("How this list is read was changed after this file was begun. Send the file again.")
        )
    return layout


def opened(file: BinaryIO, layout: Layout) -> tuple[Iterator[Row], dict[str, int]]:
    """The rows behind the header, and where the columns stand."""
    rows = csv_reading.rows(file, encoding=layout.encoding, delimiter=layout.delimiter)
    header = next(rows, None)
    if header is None:
        raise WrongFile(_("The file is empty."))
    if header.problem:
        raise WrongFile(_("The first line cannot be read: %(why)s") % {"why": header.problem})
    return rows, mapping.located(header.cells, layout.columns)


class _Batch:
    def __init__(self, found: RosterImport, places: dict[str, int], layout: Layout) -> None:
        self._import = found
        self._places = places
        self._layout = layout
        self._today = timezone.localdate(found.begun_at)
        self._problems: list[RosterProblem] = []
        self._bad = 0
        #: Of rows that are there, but cannot be read as a whole: their entries stay as they are.
        self._unread: set[str] = set()

    @transaction.atomic
    def write(self, rows: list[Row], token: str) -> None:
        found, end = self._import, rows[-1].end
        turns.step(found, token, lines_done=end)
        facts = [(row.line, listed) for row in rows if (listed := self._read(row))]
        kept, changed = self._keep(facts)
        RosterProblem.objects.bulk_create(self._problems)
        RosterImport.objects.filter(pk=found.pk).update(
            rows_kept=F("rows_kept") + kept,
            rows_changed=F("rows_changed") + changed,
            rows_bad=F("rows_bad") + self._bad,
        )
        found.refresh_from_db(fields=["lines_done", "rows_kept", "rows_changed", "rows_bad"])

    def _read(self, row: Row) -> Listed | None:
        try:
            return mapping.read(row, self._places, self._layout, self._today)
        except BadRow as bad:
            self._note(row.line, str(bad))
            self._unread.add(bad.number)
            return None

    def _note(self, line: int, text: str) -> None:
        if self._import.rows_bad + self._bad < MOST_PROBLEMS:
            self._problems.append(
                RosterProblem(roster_import=self._import, line=line, text=text[:200])
            )
        self._bad += 1

    def _keep(self, facts: list[tuple[int, Listed]]) -> tuple[int, int]:
        """How many rows hold, and of how many entries something changed."""
        there = {
            entry.number: entry
            for entry in RosterEntry.objects.filter(
                source=self._import.source_id, number__in={listed.number for _l, listed in facts}
            )
        }
        write: dict[str, RosterEntry] = {}
        same: dict[str, int] = {}
        kept = changed = 0
        for line, listed in facts:
            before = write.get(listed.number) or there.get(listed.number)
            is_second = listed.number in write or listed.number in same
            if before is not None and (is_second or before.seen_in_id == self._import.pk):
                kept += self._is_repeated(line, proposals.listed(before), listed)
                continue
            kept += 1
            if before is not None and proposals.listed(before) == listed:
                same[listed.number] = before.pk
                continue
            changed += before is not None
            write[listed.number] = self._entry(listed, before)
        self._save(list(write.values()), list(same.values()))
        RosterEntry.objects.filter(
            source=self._import.source_id, number__in=self._unread - write.keys()
        ).update(seen_in=self._import)
        return kept, changed

    def _is_repeated(self, line: int, before: Listed, listed: Listed) -> bool:
        """Some boards write a line for each address; only a contradiction is a problem."""
        if before != listed:
            self._note(line, _("This number is on an earlier line already, with other facts."))
        return before == listed

    def _entry(self, listed: Listed, before: RosterEntry | None) -> RosterEntry:
        number, name, status, is_active, expires_on = astuple(listed)
        entry = RosterEntry(
            source_id=self._import.source_id,
            number=number,
            name=name,
            status=status,
            is_active=is_active,
            expires_on=expires_on,
            seen_in=self._import,
            changed_in_id=before.changed_in_id if before else None,
        )
        if before and proposals.has_other_state(before, listed):
            entry.changed_in = self._import
        return entry

    def _save(self, write: list[RosterEntry], same: list[int]) -> None:
        RosterEntry.objects.bulk_create(
            write,
            update_conflicts=True,
            unique_fields=["source", "number"],
            update_fields=FACTS,
        )
        RosterEntry.objects.filter(pk__in=same).update(seen_in=self._import)


@transaction.atomic
def finish(found: RosterImport, token: str) -> None:
    """Proposals, then forgetting, then the end of it: all of that or nothing."""
    turns.step(found, token)
    if not found.rows_kept:
        raise WrongFile(_("No row of it could be read. Look at the bad rows."))
    whole = is_whole(found)
    outcome = proposals.make(found, is_complete=whole)
    gone = _forget_gone(found) if whole else 0
    note = "" if whole else _("Much shorter than the last list: nothing was taken for gone.")
    RosterImport.objects.filter(pk=found.pk).update(
        state=ImportState.DONE,
        ended_at=timezone.now(),
        rows_gone=gone,
        outcome=outcome,
        failure=note,
        reader="",
        alive_at=None,
    )
    turns.drop_file(found)
    audited.roster(
        "list.imported",
        found.source.register.slug,
        by=found.asked_by,
        part=f"import {found.pk}, {found.rows_kept} rows",
        after=found.file_digest[:32],
    )
    found.refresh_from_db()


def is_whole(found: RosterImport) -> bool:
    """Half a file proves nobody's absence. Two short lists one after the other are believed."""
    before = found.source.imports.filter(is_trial=False, state=ImportState.DONE)
    last = before.exclude(pk=found.pk).order_by("-ended_at").first()
    return last is None or found.rows_kept >= last.rows_kept * WHOLE_FROM


def _forget_gone(found: RosterImport) -> int:
    rows = RosterEntry.objects.filter(source=found.source_id).exclude(seen_in=found)
    return rows.delete()[0]
