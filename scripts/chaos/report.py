"""Compares what was acknowledged with what is there, and says whether that is good enough."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from typing import Any

#: Of a hundred mails, so many may arrive twice …
MOST_DUPLICATES = 1.0
#: … and in a short run, where one of them would be more than that, so many.
MOST_DUPLICATES_OF_FEW = 5
DRAIN_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that a run is judged by, in numbers."""

    database: str
    seed: int
    naive: bool
    wanted: int
    acknowledged: int
    lost_rows: int
    lost_mails: int
    senders_with_several_rows: int
    keys_with_several_message_ids: int
    rows_in_wrong_state: int
    mails_taken: int
    duplicates: int
    interruptions: int
    failed_mails: int
    still_waiting: int
    drain_seconds: float
    seconds: float
    answers: dict[str, int] = field(default_factory=dict)
    acts: dict[str, int] = field(default_factory=dict)
    mail_faults: dict[str, int] = field(default_factory=dict)
    ended_by_themselves: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def lost(self) -> int:
        return self.lost_rows + self.lost_mails

    @property
    def duplicates_percent(self) -> float:
        return 100 * self.duplicates / self.mails_taken if self.mails_taken else 0.0

    @property
    def allowed_duplicates(self) -> int:
        """Each needs an interruption that explains it, and there are few of them."""
        share = math.ceil(self.mails_taken * MOST_DUPLICATES / 100) - 1
        return min(self.interruptions, max(share, MOST_DUPLICATES_OF_FEW))

    def as_json(self) -> dict[str, Any]:
        more = {"lost": self.lost, "duplicates_percent": round(self.duplicates_percent, 2)}
        return asdict(self) | more | {"problems": problems(self)}


@dataclass(frozen=True, slots=True)
class Mails:
    """What the mail server took, counted by recipient."""

    ids: dict[str, set[str]]
    total: int
    duplicates: int


def count_mails(taken: list[dict[str, Any]]) -> Mails:
    ids: dict[str, set[str]] = defaultdict(set)
    for line in taken:
        ids[line["to"].lower()].add(line["message_id"])
    times = Counter((line["to"], line["message_id"]) for line in taken)
    return Mails(ids, len(taken), sum(times.values()) - len(times))


def problems(figures: Figures) -> list[str]:
    """Empty when the run is good. Each line says what is wrong."""
    if figures.naive:
        found = [] if figures.lost else ["nothing was lost, so this run proves nothing"]
        return found + figures.errors
    answers = [name for name in figures.answers if name.endswith((" 500", " 403", " 400", " 429"))]
    checks = (
        (figures.acknowledged < figures.wanted, "not every inquiry was acknowledged in time"),
        (figures.lost_rows, "acknowledged inquiries have no row"),
        (figures.lost_mails, "acknowledged inquiries have no mail"),
        (figures.senders_with_several_rows, "senders have more than one row"),
        (figures.keys_with_several_message_ids, "inquiries have mails with different Message-IDs"),
        (figures.rows_in_wrong_state, "rows are not held until they are confirmed"),
        (figures.duplicates > figures.allowed_duplicates, "too many mails arrived twice"),
        (figures.failed_mails, "mails were given up"),
        (figures.still_waiting, f"mails still wait after {DRAIN_SECONDS} seconds"),
        (bool(answers), f"the site answered {', '.join(sorted(answers))}"),
    )
    return [text for is_wrong, text in checks if is_wrong] + figures.errors


def table(figures: Figures) -> str:
    rows: list[tuple[str, object]] = [
        ("database", figures.database + (", mail from memory" if figures.naive else "")),
        ("seed", figures.seed),
        ("inquiries acknowledged", f"{figures.acknowledged} of {figures.wanted}"),
        ("lost: rows", figures.lost_rows),
        ("lost: mails", figures.lost_mails),
        ("mails taken", figures.mails_taken),
        (
            "mails taken twice",
            f"{figures.duplicates} ({figures.duplicates_percent:.2f} %), allowed "
            + str(figures.allowed_duplicates),
        ),
        ("several Message-IDs for one key", figures.keys_with_several_message_ids),
        ("several rows of one sender", figures.senders_with_several_rows),
        ("mails given up", figures.failed_mails),
        ("queue empty after", f"{figures.drain_seconds:.1f} s ({figures.still_waiting} left)"),
        ("whole run", f"{figures.seconds:.0f} s"),
        ("answers", _counted(figures.answers)),
        ("sabotage", _counted(figures.acts)),
        ("faults of the mail server", _counted(figures.mail_faults)),
        ("ended by themselves", _counted(figures.ended_by_themselves)),
    ]
    return "\n".join(f"  {name:<32} {value}" for name, value in rows)


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{name}: {count}" for name, count in sorted(counts.items())) or "none"
