"""The warning signs, in the order in which they must be asked: most urgent first."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from .data_files import read_data


@dataclass(frozen=True)
class Sign:
    """One sign; its id is stable. It reads as its text wherever a list of signs is shown."""

    id: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class SignGroup:
    """Signs of one level that share a reason (empty where each speaks for itself)."""

    reason: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class Level:
    key: str
    anchor: str
    tone: str
    heading: str
    lead: str
    groups: tuple[SignGroup, ...]

    @property
    def signs(self) -> tuple[Sign, ...]:
        return tuple(sign for group in self.groups for sign in group.signs)


@dataclass(frozen=True)
class AskFirst:
    """Something to clear with a doctor before any massage, and what holds until then."""

    id: str
    text: str
    until: str


@dataclass(frozen=True)
class AskFirstList:
    anchor: str
    heading: str
    lead: str
    items: tuple[AskFirst, ...]


@dataclass(frozen=True)
class EmergencyNumbers:
    country: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class WarningSigns:
    levels: tuple[Level, ...]
    ask_first: AskFirstList
    emergency_numbers: tuple[EmergencyNumbers, ...]
    say_when_you_call: tuple[str, ...]
    references: tuple[str, ...]


@cache
def warning_signs() -> WarningSigns:
    """Read once per process: the file is part of the code."""
    data = read_data("warning_signs")
    ask_first = data["ask_first"]
    return WarningSigns(
        levels=tuple(_level(level) for level in data["levels"]),
        ask_first=AskFirstList(
            anchor=ask_first["anchor"],
            heading=ask_first["heading"],
            lead=ask_first["lead"],
            items=tuple(
                AskFirst(item["id"], item["text"], item["until"]) for item in ask_first["items"]
            ),
        ),
        emergency_numbers=tuple(
            EmergencyNumbers(entry["country"], tuple(entry["numbers"]))
            for entry in data["emergency_numbers"]
        ),
        say_when_you_call=tuple(data["say_when_you_call"]),
        references=tuple(data["references"]),
    )


def _level(level: dict[str, Any]) -> Level:
    return Level(
        key=level["key"],
        anchor=level["anchor"],
        tone=level["tone"],
        heading=level["heading"],
        lead=level["lead"],
        groups=tuple(
            SignGroup(
                group["reason"], tuple(Sign(sign["id"], sign["text"]) for sign in group["signs"])
            )
            for group in level["groups"]
        ),
    )
