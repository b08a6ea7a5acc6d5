"""Reads a file of therapists to invite: every bad row is named, and the good ones are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext as _

from accounts.models import User
from directory.actions import inviting
from sciatica_site import csv_reading
from sciatica_site.csv_reading import Row, WrongFile

from . import candidates
from .candidates import COLUMNS, NEEDED, Candidate

ENCODING = "utf-8"
#: Rows that are told one by one; the others are counted.
MOST_LINES = 10_000
LONGEST_NAME, LONGEST_PROBLEM = 60, 200


@dataclass(frozen=True)
class Limits:
    """What may be asked for at a time, so that a page is done before its server gives up, and
    what one person may send within a day, so that a stolen account floods nobody."""

    rows: int
    a_day: int


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one row: it has problems, or a reason to be left out, or is invited."""

    number: int
    name: str
    reason: str = ""
    problems: tuple[str, ...] = ()


@dataclass
class Outcome:
    """What came of a file, or would come of it."""

    invited: int = 0
    bad: int = 0
    not_invited: Counter[str] = field(default_factory=Counter)
    lines: list[Line] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Why some were not invited, with how many; the most frequent first."""
        return self.not_invited.most_common()

    @property
    def left_out(self) -> int:
        return sum(self.not_invited.values())

    @property
    def bad_lines(self) -> list[Line]:
        return [line for line in self.lines if line.problems]

    @property
    def lines_left_out(self) -> list[Line]:
        return [line for line in self.lines if line.reason]

    @property
    def lines_invited(self) -> list[Line]:
        return [line for line in self.lines if not (line.problems or line.reason)]

    @property
    def not_listed(self) -> int:
        return self.invited + self.left_out + self.bad - len(self.lines)

    def note(self, line: Line) -> None:
        if line.problems:
            self.bad += 1
        elif line.reason:
            self.not_invited[line.reason] += 1
        else:
            self.invited += 1
        if len(self.lines) < MOST_LINES:
            self.lines.append(line)


def run(
    file: BinaryIO,
    *,
    by: User,
    is_trial: bool,
    limits: Limits | None = None,
    progress: Callable[[int], object] = lambda lines: None,
) -> Outcome:
    """Each row is a transaction of its own: stopped and begun again, it goes on where it was,
    since nobody is invited twice. Raises `WrongFile` when the file is no list of therapists, or
    has more rows than `limits` allow; then nobody is invited."""
    if limits:
        _check_length(file, limits.rows)
    batch = uuid5(NAMESPACE_URL, csv_reading.measure(file, "invitations").digest)
    delimiter = csv_reading.guessed_delimiter(file, ENCODING)
    rows = csv_reading.rows(file, encoding=ENCODING, delimiter=delimiter)
    header = _header(next(rows, None))
    outcome = Outcome(ignored_columns=[name for name in header if name not in COLUMNS])
    steps = _Steps(batch, by, is_trial, limits, outcome)
    for row in rows:
        outcome.note(_line(row, header, steps))
        progress(row.line)
    return outcome


def _check_length(file: BinaryIO, most: int) -> None:
    delimiter = csv_reading.guessed_delimiter(file, ENCODING)
    if sum(1 for _row in csv_reading.rows(file, encoding=ENCODING, delimiter=delimiter)) > most + 1:
        text = _("The file has more than %(most)d rows. Split it, or ask an administrator.")
        raise WrongFile(text % {"most": most})


def _header(row: Row | None) -> list[str]:
    if row is None or row.problem:
        raise WrongFile(row.problem if row else _("The file is empty."))
    names = [cell.strip().casefold().replace(" ", "_") for cell in row.cells]
    if missing := [name for name in NEEDED if name not in names]:
        text = _("The first line has to name the columns. Missing: %(names)s.")
        raise WrongFile(text % {"names": ", ".join(missing)})
    if twice := [name for name, count in Counter(names).items() if count > 1 and name in COLUMNS]:
        text = _("The first line names a column twice: %(names)s.")
        raise WrongFile(text % {"names": ", ".join(twice)})
    return names


def _line(row: Row, header: list[str], steps: _Steps) -> Line:
    if row.problem:
        return Line(row.line, "", problems=(row.problem,))
    values = dict(zip(header, row.cells, strict=False))
    name = _shown_name(values)
    found = candidates.read(values)
    if not isinstance(found, Candidate):
        return Line(row.line, name, problems=tuple(text[:LONGEST_PROBLEM] for text in found))
    if first := steps.seen.get(found.email):
        text = _("email: The same address is in line %(line)d.") % {"line": first}
        return Line(row.line, name, problems=(text,))
    steps.seen[found.email] = row.line
    return Line(row.line, name, reason=steps.take(found, row.line))


def _shown_name(values: Mapping[str, str]) -> str:
    """As it was typed; a terminal must not take it for a command."""
    text = " ".join(values.get("name", "").split())[:LONGEST_NAME]
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


@dataclass
class _Steps:
    """What is done with each candidate of one file, or would be done."""

    batch: UUID
    by: User
    is_trial: bool
    limits: Limits | None
    outcome: Outcome
    #: Addresses of the file so far, each with its line.
    seen: dict[str, int] = field(default_factory=dict)

    def take(self, candidate: Candidate, line: int) -> str:
        """Why the candidate is not invited; empty when they are, or would be."""
        reason = self._why_not(candidate)
        if reason or self.is_trial:
            return reason
        try:
            inviting.invite(candidate, batch=self.batch, line=line, by=self.by)
        except inviting.NotInvited as refused:
            return str(refused)
        return ""

    def _why_not(self, candidate: Candidate) -> str:
        """Whoever would not be invited anyway does not count against the limit."""
        if not (self.is_trial or self.limits):
            return ""
        return inviting.why_not(candidate.email) or self._why_not_today()

    def _why_not_today(self) -> str:
        """Asked anew for each row: the same person may be sending another file meanwhile."""
        if not self.limits:
            return ""
        sent = inviting.sent_lately(self.by) + (self.outcome.invited if self.is_trial else 0)
        if sent < self.limits.a_day:
            return ""
        text = _("One person can send %(most)d in a day. Choose the file once more tomorrow.")
        return text % {"most": self.limits.a_day}
