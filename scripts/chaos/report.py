"""Compares what was acknowledged with what is there, and says whether that is good enough."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field
from typing import Any

from .losses import Losses

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
    to_confirm: int
    confirmed: int
    losses: Losses
    senders_with_several_rows: int
    mails_with_several_ids: int
    mails_taken: int
    duplicates: int
    interruptions: int
    failed_mails: int
    still_waiting: int
    drain_seconds: float
    seconds: float
    answers: dict[str, int] = field(default_factory=dict)
    mails: dict[str, int] = field(default_factory=dict)
    acts: dict[str, int] = field(default_factory=dict)
    mail_faults: dict[str, int] = field(default_factory=dict)
    ended_by_themselves: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def lost(self) -> int:
        """Of what was acknowledged; a step that is missing makes those after it missing, too."""
        found = self.losses
        mails = found.lost_confirm_mails + found.lost_new_mails + found.lost_copy_mails
        return found.lost_rows + found.not_sent + mails

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


def problems(figures: Figures) -> list[str]:
    """Empty when the run is good. Each line says what is wrong."""
    if figures.naive:
        found = [] if figures.lost else ["nothing was lost, so this run proves nothing"]
        return found + figures.errors
    answers = [name for name in figures.answers if name.endswith((" 500", " 403", " 400", " 429"))]
    losses = figures.losses
    checks = (
        (figures.acknowledged < figures.wanted, "not every inquiry was acknowledged in time"),
        (figures.confirmed < figures.to_confirm, "not every confirmation was answered in time"),
        (losses.lost_rows, "acknowledged inquiries have no row"),
        (losses.lost_confirm_mails, "acknowledged inquiries have no mail with a link"),
        (losses.not_sent, "confirmed inquiries were not sent"),
        (losses.lost_new_mails, "therapists have no mail about confirmed inquiries"),
        (losses.lost_copy_mails, "senders of confirmed inquiries have no copy"),
        (losses.not_held, "inquiries that nobody confirmed are not held"),
        (losses.mails_for_others, "there are mails that nothing explains"),
        (figures.senders_with_several_rows, "senders have more than one row"),
        (figures.mails_with_several_ids, "mails were written twice, with other Message-IDs"),
        (figures.duplicates > figures.allowed_duplicates, "too many mails arrived twice"),
        (figures.failed_mails, "mails were given up"),
        (figures.still_waiting, f"mails still wait after {DRAIN_SECONDS} seconds"),
        (bool(answers), f"the site answered {', '.join(sorted(answers))}"),
    )
    return [text for is_wrong, text in checks if is_wrong] + figures.errors


def table(figures: Figures) -> str:
    losses = figures.losses
    rows: list[tuple[str, object]] = [
        ("database", figures.database + (", mail from memory" if figures.naive else "")),
        ("seed", figures.seed),
        ("inquiries acknowledged", f"{figures.acknowledged} of {figures.wanted}"),
        ("lost: rows", losses.lost_rows),
        ("lost: mails with the link", losses.lost_confirm_mails),
        ("confirmations acknowledged", f"{figures.confirmed} of {figures.to_confirm}"),
        ("confirmed, but not sent", losses.not_sent),
        ("lost: mails to therapists", losses.lost_new_mails),
        ("lost: copies to senders", losses.lost_copy_mails),
        ("not confirmed, and not held", losses.not_held),
        ("mails that nothing explains", losses.mails_for_others),
        ("mails taken", f"{figures.mails_taken} ({_counted(figures.mails)})"),
        (
            "mails taken twice",
            f"{figures.duplicates} ({figures.duplicates_percent:.2f} %), allowed "
            + str(figures.allowed_duplicates),
        ),
        ("several Message-IDs for one mail", figures.mails_with_several_ids),
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
