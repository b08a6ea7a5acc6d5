"""Follows each acknowledged step through rows and mails, and counts what is not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .mails import UNKNOWN, Mails

HELD, SENT = "held", "sent"


@dataclass(frozen=True, slots=True)
class Losses:
    #: Of all that were acknowledged.
    lost_rows: int
    lost_confirm_mails: int
    #: Of those that were confirmed.
    not_sent: int
    lost_new_mails: int
    lost_copy_mails: int
    #: Of the others.
    not_held: int
    mails_for_others: int


def count(
    acknowledged: list[dict[str, Any]],
    confirmed: list[dict[str, Any]],
    states: dict[str, str],
    conversations: dict[str, list[tuple[str, str]]],
    mails: Mails,
) -> Losses:
    keys = {line["key"] for line in confirmed}
    wanted: set[tuple[str, str, str]] = set()
    lost_new = 0
    for line in confirmed:
        names = {("new", to.lower(), number) for number, to in conversations.get(line["key"], [])}
        # Without a conversation there is no therapist who could have heard of it.
        lost_new += not names or not all(mails.has(*name) for name in names)
        wanted |= names | {("copy", line["email"].lower(), "")}
    return Losses(
        lost_rows=sum(line["key"] not in states for line in acknowledged),
        lost_confirm_mails=sum(not mails.has("confirm", line["email"]) for line in acknowledged),
        not_sent=sum(states.get(key) != SENT for key in keys),
        lost_new_mails=lost_new,
        lost_copy_mails=sum(not mails.has("copy", line["email"]) for line in confirmed),
        not_held=sum(state != HELD for key, state in states.items() if key not in keys),
        mails_for_others=len(mails.named("new", "copy", UNKNOWN) - wanted),
    )
