"""The worked cases of the guide: what was answered, and what has to come out."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.guide import Answers
from articles.guide.answers import SEVERAL

FIRM = ["deep-tissue", "trigger-point", "neuromuscular", "sports"]
ALL = [
    *("swedish", "deep-tissue", "trigger-point", "neuromuscular"),
    *("piriformis-focused", "sports", "myofascial-release", "prenatal"),
]


@dataclass(frozen=True)
class Case:
    """`answers` are field and codes with spaces between; `suggested` is in its order."""

    answers: dict[str, str]
    rules: list[str]
    outcome: str = "suggestions"
    suggested: dict[str, str] = field(default_factory=dict)
    held_back: dict[str, str] = field(default_factory=dict)
    light_otherwise: list[str] = field(default_factory=list)


def answers_of(given: dict[str, str]) -> Answers:
    return Answers(
        **{
            name: frozenset(codes.split()) if name in SEVERAL else codes
            for name, codes in given.items()
        }
    )


def posted(given: dict[str, str]) -> dict[str, list[str]]:
    """As a browser sends it: somebody without a warning sign says so."""
    data = {name: codes.split() for name, codes in given.items()}
    return {"red": ["none"]} | data


LONG_AND_FIRM = {"stage": "long", "pressure": "firm", "pattern": "back_only", "assessed": "yes"}

CASES: dict[int, Case] = {
    1: Case({"red": "E2"}, ["G1"], "emergency"),
    2: Case({"red": "U2"}, ["G2"], "urgent"),
    3: Case({"health": "clot_now"}, ["G3"], "wait", held_back=dict.fromkeys(ALL, "wait")),
    4: Case(
        {"stage": "new", "pressure": "firm", "pattern": "back_only"},
        ["K12", "T1"],
        suggested={"swedish": "good-start"},
        held_back={"deep-tissue": "ask-first", "sports": "ask-first"},
    ),
    5: Case(
        LONG_AND_FIRM,
        ["T1", "T3"],
        suggested={"swedish": "good-start", "deep-tissue": "could-suit"},
    ),
    6: Case(
        LONG_AND_FIRM | {"health": "blood_thinner"},
        ["K1", "T1", "T3"],
        suggested={"swedish": "light-only"},
        held_back=dict.fromkeys(FIRM, "ask-first"),
        light_otherwise=["piriformis-focused", "myofascial-release", "prenatal"],
    ),
    7: Case(
        {
            "pattern": "nerve_below_knee",
            "cause": "disc",
            "assessed": "yes",
            "stage": "mid",
            "pressure": "firm",
        },
        ["K10", "T1", "T6"],
        suggested={"swedish": "light-only"},
        held_back=dict.fromkeys(FIRM, "ask-first"),
        light_otherwise=["piriformis-focused", "myofascial-release", "prenatal"],
    ),
    8: Case(
        {
            "pattern": "buttock_sitting",
            "cause": "piriformis",
            "assessed": "yes",
            "stage": "long",
            "pressure": "medium",
        },
        ["T1", "T5", "T9"],
        suggested={
            "swedish": "good-start",
            "piriformis-focused": "could-suit",
            "myofascial-release": "could-suit",
        },
    ),
    9: Case(
        {"health": "pregnant", "cause": "pregnancy", "pressure": "medium", "stage": "mid"},
        ["K4", "T1", "T9", "T10"],
        suggested={"prenatal": "light-only", "swedish": "light-only"},
        held_back={
            "deep-tissue": "wait",
            "trigger-point": "ask-first",
            "neuromuscular": "ask-first",
            "piriformis-focused": "ask-first",
            "sports": "ask-first",
            "myofascial-release": "ask-first",
        },
    ),
    10: Case(
        {"pattern": "walking_bend", "cause": "stenosis", "stage": "long", "pressure": "light"},
        ["T1", "T7", "T9"],
        suggested={"swedish": "good-start", "myofascial-release": "could-suit"},
    ),
    11: Case(
        {
            "stage": "settling",
            "active": "yes",
            "pressure": "medium",
            "pattern": "stress_tension",
        },
        ["T1", "T2", "T8"],
        suggested={"swedish": "good-start", "sports": "could-suit"},
    ),
    12: Case({"pattern": "both_legs", "both_legs_new": "yes"}, ["G4", "G1"], "emergency"),
    13: Case(
        {"pattern": "tender_spots", "cause": "muscle", "pressure": "unsure", "stage": "long"},
        ["K14", "T1", "T4"],
        suggested={"swedish": "good-start", "trigger-point": "could-suit"},
    ),
    14: Case(
        {
            "cause": "unknown",
            "assessed": "no",
            "pattern": "nerve_below_knee",
            "stage": "new",
        },
        ["K9", "K12", "T1", "T6", "T11"],
        suggested={"swedish": "light-only"},
        held_back=dict.fromkeys(
            ["deep-tissue", "trigger-point", "neuromuscular", "piriformis-focused", "sports"],
            "ask-first",
        ),
        light_otherwise=["myofascial-release", "prenatal"],
    ),
    15: Case(
        {"health": "scents numb_skin"},
        ["K7", "K13", "T1"],
        suggested={"swedish": "light-only"},
        light_otherwise=ALL[1:],
    ),
}
