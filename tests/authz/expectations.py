"""Reads matrix.yaml: which answer each person gets at each address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.authz.world import ROLES

MATRIX = Path(__file__).with_name("matrix.yaml")
READ = ("GET", "HEAD")
#: Methods that no page is made for.
ODD = ("PUT", "PATCH", "DELETE", "OPTIONS")


@dataclass(frozen=True)
class Kind:
    """Patterns that answer alike. `answers` has, for read and POST, statuses by group of people:
    a later group counts more than one before it."""

    name: str
    patterns: tuple[str, ...]
    answers: dict[str, dict[str, Any]]
    groups: dict[str, list[str]]

    def expected(self, method: str, role: str, owner: str) -> set[str]:
        """The statuses that are right; `owner` is whose object the address names, or empty."""
        if method in ODD:
            # At most what reading and sending give; a page that lists its methods is harmless.
            listed = {"200"} if method == "OPTIONS" else set()
            either = self.expected("GET", role, owner) | self.expected("POST", role, owner)
            return either | {"405"} | listed
        found: set[str] = set()
        for group, statuses in self.answers["read" if method in READ else "POST"].items():
            if self._belongs(role, owner, group):
                found = (
                    {str(one) for one in statuses}
                    if isinstance(statuses, list)
                    else {str(statuses)}
                )
        assert found, f"{self.name}: nothing is said about {role} and {method}."
        return found

    def _belongs(self, role: str, owner: str, group: str) -> bool:
        if group == "owner":
            return role == owner
        if group.startswith("of "):  # objects of a certain kind of owner, whoever asks
            return owner in self.groups[group.removeprefix("of ")]
        return role in self.groups[group]


def kinds() -> Iterator[Kind]:
    data = yaml.safe_load(MATRIX.read_text(encoding="utf-8"))
    groups = {role: [role] for role in ROLES} | data["groups"] | {"everyone": list(ROLES)}
    for kind in data["kinds"]:
        answers = {method: kind[method] for method in ("read", "POST")}
        yield Kind(kind["name"], tuple(kind["patterns"]), answers, groups)


def by_pattern() -> dict[str, Kind]:
    found: dict[str, Kind] = {}
    for kind in kinds():
        for pattern in kind.patterns:
            assert pattern not in found, f"{pattern} is in the matrix twice."
            found[pattern] = kind
    return found
