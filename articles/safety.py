"""What the safety guides add to the warning signs: what to do, what is usual, what to expect."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from .data_files import read_data
from .warning_signs import Level, warning_signs


@dataclass(frozen=True)
class Lines:
    """A short list under a heading; `level` says how urgent it is."""

    heading: str
    level: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Help:
    """What to do at one level of the warning signs."""

    level: Level
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Signpost:
    """How to find a doctor in one country, or in some that are alike."""

    country: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class SafetyGuides:
    help: tuple[Help, ...]
    find_doctor: tuple[Signpost, ...]
    after: tuple[Lines, ...]
    therapist_does: tuple[str, ...]
    therapist_never: tuple[str, ...]
    references: tuple[str, ...]


@cache
def safety_guides() -> SafetyGuides:
    """Read once per process: the file is part of the code."""
    data = read_data("safety_guides")
    return SafetyGuides(
        help=tuple(
            Help(level, _texts(data["help"][level.key])) for level in warning_signs().levels
        ),
        find_doctor=tuple(
            Signpost(entry["country"], tuple(entry["lines"])) for entry in data["find_doctor"]
        ),
        after=tuple(
            Lines(entry["heading"], entry["level"], _texts(entry["lines"]))
            for entry in data["after"]
        ),
        therapist_does=tuple(data["careful_therapist"]["does"]),
        therapist_never=tuple(data["careful_therapist"]["never"]),
        references=tuple(data["references"]),
    )


def _texts(lines: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    return tuple(line["text"] for line in lines)
