"""What changed in the content of an article from one revision to another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sciatica_site.diffs import Piece, word_diff

from .choices import EvidenceGrade
from .models import Article

#: Of a long part that is the same, this much is shown at each end.
CONTEXT = 240


@dataclass(frozen=True)
class FieldDiff:
    label: str
    pieces: list[Piece]


def content_diff(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[FieldDiff]:
    """The fields of two snapshots that differ, in their order; none if they say the same."""
    return [
        FieldDiff(_label(name), shortened(word_diff(_words(old.get(name)), _words(new.get(name)))))
        for name in {**new, **old}
        if old.get(name) != new.get(name)
    ]


def shortened(pieces: list[Piece]) -> list[Piece]:
    """With the middle of long parts that are the same left out."""
    return [
        Piece(
            "same",
            f"{piece.text[:CONTEXT] if index else ''} […] "
            f"{piece.text[-CONTEXT:] if index < len(pieces) - 1 else ''}",
        )
        if piece.kind == "same" and len(piece.text) > 3 * CONTEXT
        else piece
        for index, piece in enumerate(pieces)
    ]


def _label(name: str) -> str:
    field = Article._meta.get_field(name)
    label = str(getattr(field, "verbose_name", name))
    return label[:1].upper() + label[1:]


def _words(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if value in EvidenceGrade.values:
        return str(EvidenceGrade(value).label)
    return "" if value is None else str(value)
