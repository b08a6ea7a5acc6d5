"""Names, pronouns and years of practice of made-up people."""

from random import Random
from typing import NamedTuple

from directory.choices import Gender

from .chance import happens, one_of
from .texts import Texts

PRONOUNS = {Gender.WOMAN: "she/her", Gender.MAN: "he/him", Gender.NONBINARY: "they/them"}
#: Massage therapists in the United States are mostly women.
KINDS = {"woman": 70.0, "man": 22.0, "neutral": 8.0}


class Person(NamedTuple):
    given: str
    family: str
    gender: Gender
    pronouns: str
    years: int

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


def draw_person(rng: Random, texts: Texts) -> Person:
    kind = one_of(rng, KINDS)
    given = rng.choice([name for name, of in texts.given_names if of == kind])
    gender = _gender(rng, kind)
    pronouns = PRONOUNS[gender] if gender and happens(rng, 0.35) else ""
    return Person(given, rng.choice(texts.family_names), gender, pronouns, _years(rng))


def _gender(rng: Random, kind: str) -> Gender:
    """Not everybody states it; a name that fits anyone goes with any."""
    if happens(rng, 0.18):
        return Gender.NOT_STATED
    if kind == "neutral":
        return one_of(rng, {Gender.WOMAN: 4, Gender.MAN: 3, Gender.NONBINARY: 3})
    return Gender(kind)


def _years(rng: Random) -> int:
    """1 to 35, most of them 3 to 16."""
    return max(1, min(35, round(rng.triangular(0, 35, 4))))
