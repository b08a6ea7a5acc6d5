"""What other apps add to the page of a profile: whether one can write, and how that went."""

from __future__ import annotations

from typing import Any

from sciatica_site.hooks import profile_facts, writing_stops


def said_elsewhere(therapist_id: int) -> dict[str, Any]:
    """`cannot_write` says why nobody can write to them now, `found_out` is a list of sentences."""
    stops = (ask(therapist_id) for _name, ask in writing_stops)
    return {
        "cannot_write": next((why for why in stops if why), ""),
        "found_out": [fact for _name, facts in profile_facts for fact in facts(therapist_id)],
    }
