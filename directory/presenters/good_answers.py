"""What a good answer to each of the six questions holds, for therapists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from directory.vetting import QUESTIONS, Question

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_HELD: Mapping[str, _StrPromise | str] = {
    "credentials": _(
        "Your license with its number, state and dates, so that anyone can look it up. Then what "
        "else you hold: certificates, insurance, training with its hours."
    ),
    "experience": _(
        "The year you began, and roughly how much of your work is with back and leg pain. "
        "A small share, said openly, is a good answer too."
    ),
    "techniques": _(
        "What you really offer, what you know best, and how firm your touch gets. No style is "
        "proven best, so none needs to be praised."
    ),
    "approach": _(
        "What you ask and look at first, what you do then, what you will not do, and when you "
        "send people to a doctor."
    ),
    "sessions": _(
        "A small number to begin with, how long and how far apart, when you review together, and "
        "at which point you would stop."
    ),
    "rates": _(
        "A price for each length, how one can pay, and what a late cancellation costs, so that "
        "nothing has to be asked on the phone."
    ),
}


@dataclass(frozen=True)
class GoodAnswer:
    question: Question
    holds: _StrPromise | str


def good_answers() -> list[GoodAnswer]:
    """In the order of the questions."""
    return [GoodAnswer(question, _HELD[question.key]) for question in QUESTIONS]
