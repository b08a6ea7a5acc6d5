"""Ready reasons of moderators, and the words that a therapist gets from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sciatica_site.mail import paragraphs

DATA_FILE = Path(__file__).resolve().parent / "data" / "reasons.yaml"


@dataclass(frozen=True)
class Reason:
    """`text` is what the therapist reads; `questions` are keys of pages, empty for all of them."""

    key: str
    label: str
    text: str
    decisions: tuple[str, ...]
    questions: tuple[str, ...]

    def is_about(self, page_keys: Iterable[str]) -> bool:
        return not self.questions or not set(page_keys).isdisjoint(self.questions)


def read(path: Path = DATA_FILE) -> list[Reason]:
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    return [
        Reason(
            row["key"],
            row["label"],
            row["text"].strip(),
            tuple(row["decisions"]),
            tuple(row["questions"]),
        )
        for row in rows
    ]


READY: list[Reason] = read()
BY_KEY: dict[str, Reason] = {reason.key: reason for reason in READY}


def put_together(keys: Iterable[str], own_words: str) -> str:
    """The ready texts in the order of the list, then the moderator's own words: exactly what is
    shown beforehand, kept, and sent. A key that is not known any more says nothing."""
    chosen = set(keys)
    texts = [reason.text for reason in READY if reason.key in chosen]
    own = own_words.replace("\r\n", "\n").replace("\r", "\n").strip()
    # As the mail writes it, so that the own area says no other thing.
    return paragraphs("\n\n".join([*texts, own])).strip()


def without_ready(keys: Iterable[str], told: str) -> str:
    """What of the words is a moderator's own: ready texts say nothing about anybody."""
    for reason in (BY_KEY[key] for key in keys if key in BY_KEY):
        told = told.replace(paragraphs(reason.text).strip(), "\n\n")
    return told.strip()
