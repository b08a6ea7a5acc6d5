"""The offices that say who may work as a massage therapist, state by state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.models import Register
from directory.places.states import STATES


@dataclass(frozen=True)
class Offices:
    """`is_everywhere` for those that are of no one state."""

    place: str
    registers: list[Register]
    is_everywhere: bool = False


def by_state(registers: Iterable[Register]) -> list[Offices]:
    """What is for all states comes first, then the states by their names."""
    found: dict[str, list[Register]] = defaultdict(list)
    for register in registers:
        found[register.state].append(register)
    everywhere = found.pop("", [])
    states = [Offices(STATES.get(state, state), rows) for state, rows in found.items()]
    states.sort(key=lambda one: one.place)
    return [Offices(_("All states"), everywhere, is_everywhere=True), *states]
