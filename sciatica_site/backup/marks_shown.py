"""What commands ask and tell about marks of erasures."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from . import mark_file
from .erasing_again import Done

HELD = "Mail is held until you run release_mail."


def add_arguments(parser: ArgumentParser, *, usual: str) -> None:
    parser.add_argument(
        "--erasures",
        type=Path,
        metavar="FOLDER",
        help=f"where the newest {mark_file.NAME} is (usual: {usual})",
    )
    parser.add_argument(
        "--without-erasures",
        action="store_true",
        help=f"although {mark_file.NAME} is lost, and who was erased or hidden may come back",
    )
    parser.add_argument(
        "--despite-lost-keys",
        action="store_true",
        help="although erased people and hidden profiles cannot be recognized",
    )


def report(lines: list[mark_file.Line] | None, done: Done) -> str:
    """By the day of its newest mark somebody sees whether it was the right file."""
    again = ", ".join(f"{name}: {count}" for name, count in done.counts.items())
    if lines is None:
        marks = f"{mark_file.NAME} was not used."
    elif (newest := mark_file.newest(lines)) is None:
        marks = f"{mark_file.NAME} has no marks."
    else:
        day = f"{newest:%Y-%m-%d %H:%M %Z}"
        marks = f"{mark_file.NAME} has {len(lines):,} marks, the newest of {day}."
    return f"{marks}\nErased or taken off again: {again}."


def problem(done: Done) -> str:
    """What somebody has to do before the site starts; empty when all is well."""
    found = []
    if done.left:
        found.append(
            f"NOT TAKEN OFF AGAIN: {', '.join(done.left)}. The log says why; accounts are switched"
            " off."
        )
    if done.not_in_file:
        found.append(
            f"{mark_file.NAME} LACKS {done.not_in_file} marks that the backup has: it is older, or"
            " of another site."
        )
    return f"{' '.join(found)} Mend it and run erase_again." if found else ""
