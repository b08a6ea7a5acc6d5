"""What can be asked of a chaos run on the command line."""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    database: str
    inquiries: int
    clients: int
    seed: int
    minutes: float
    naive: bool


def read(arguments: Sequence[str]) -> Options:
    parser = argparse.ArgumentParser(
        prog="make chaos",
        description="Sends inquiries while processes are killed, then counts what was lost.",
        epilog="Ends with 1 if an acknowledged inquiry was lost; with --naive if none was.",
    )
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--inquiries", type=positive, default=1000, help="how many (1000)")
    parser.add_argument("--clients", type=positive, default=4, help="how many send at once (4)")
    parser.add_argument("--seed", type=int, help="repeats the faults of an earlier run")
    parser.add_argument("--minutes", type=float, default=30, help="gives up after this long (30)")
    parser.add_argument(
        "--naive",
        action="store_true",
        help="send mail from the memory of the web process instead: this has to lose some",
    )
    values = vars(parser.parse_args(arguments))
    if values["seed"] is None:
        values["seed"] = secrets.randbelow(10**6)
    return Options(**values)


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
