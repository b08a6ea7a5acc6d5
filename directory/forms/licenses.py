"""What license numbers look like, where that is known, and which register a credential is in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.choices import RegisterKind
from directory.models import Register
from directory.places.states import STATES

#: The credentials that stand in a register, by their slug in the vocabulary.
REGISTERED = {
    "state-license": RegisterKind.LICENSE,
    "state-registration": RegisterKind.REGISTRATION,
    "state-certification": RegisterKind.CERTIFICATION,
    "board-certification": RegisterKind.BOARD_CERTIFICATION,
}
STATE_LICENSE = "state-license"
#: What numbers of any state are made of.
ANY_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9 ./\-]{0,39}", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Shape:
    """How a state writes the numbers of massage licenses; `source` says how we know."""

    pattern: re.Pattern[str]
    example: str
    source: str


def _shape(pattern: str, example: str, source: str) -> Shape:
    return Shape(re.compile(pattern, re.IGNORECASE | re.ASCII), example, source)


_LOOK_UP = "General knowledge of the state's public look-up; not compared with it again."
#: Only where the form is known. All others take what `ANY_NUMBER` takes.
SHAPES: dict[str, Shape] = {
    "CO": _shape(r"MT[. -]?\d{5,7}", "MT.0012345", _LOOK_UP),
    "FL": _shape(
        r"MA[ -]?\d{2,7}",
        "MA12345",
        "The board's own questions and answers (floridasmassagetherapy.gov) name it by its MA.",
    ),
    "IL": _shape(r"227[. -]?\d{6}", "227.012345", _LOOK_UP),
    "PA": _shape(r"MSG[ -]?\d{6}", "MSG012345", _LOOK_UP),
    "TX": _shape(r"MT[ -]?\d{5,6}", "MT123456", _LOOK_UP),
    "WA": _shape(r"MA[. -]?\d{8}", "MA 60123456", _LOOK_UP),
}


def doubt(kind: str, state: str, number: str) -> str:
    """What is unusual about the number, in a sentence; empty when nothing is.

    Only a remark: boards change how they number licenses, and old ones stay valid.
    """
    if not number or kind not in REGISTERED:
        return ""
    shape = SHAPES.get(state) if kind == STATE_LICENSE else None
    if shape and not shape.pattern.fullmatch(number):
        return _("Numbers of massage licenses in %(state)s usually look like %(example)s.") % {
            "state": STATES[state],
            "example": shape.example,
        }
    if not ANY_NUMBER.fullmatch(number):
        return _("Such numbers usually have only letters, digits, dots, dashes and slashes.")
    return ""


def register_of(kind: str, state: str, registers: Iterable[Register]) -> str:
    """The slug of the register that lists such a credential of this state; "" if there is none."""
    wanted = REGISTERED.get(kind)
    where = "" if wanted is RegisterKind.BOARD_CERTIFICATION else state
    if wanted is None or (not where and wanted is not RegisterKind.BOARD_CERTIFICATION):
        return ""
    found = (one.slug for one in registers if one.kind == wanted and one.state == where)
    return next(found, "")
