"""What the rules of the guide are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from .answers import Answers


class Status(IntEnum):
    """What a technique can end as; the greater, the more cautious. None: not highlighted."""

    GOOD_START = 1
    COULD_SUIT = 2
    LIGHT_ONLY = 3
    ASK_FIRST = 4
    WAIT = 5

    @property
    def slug(self) -> str:
        return self.name.lower().replace("_", "-")


class Outcome(IntEnum):
    """What the gates come to; the greatest wins."""

    SUGGESTIONS = 0
    WAIT = 1
    ASK = 2
    URGENT = 3
    EMERGENCY = 4

    @property
    def slug(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class When:
    """Holds when one of its alternatives does; without any it always holds."""

    alternatives: tuple[Mapping[str, frozenset[str]], ...] = ()

    def holds(self, answers: Answers) -> bool:
        return not self.alternatives or any(
            all(codes & answers.codes(name) for name, codes in fields.items())
            for fields in self.alternatives
        )


ALWAYS = When()


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule:
    """What all rules share: when each fires, what it tells the visitor, and what it rests on.

    There is one object for each, so that two are equal only if they are the same.
    """

    id: str
    message: str
    when: When = ALWAYS
    basis: tuple[str, ...] = ()
    grade: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Gate(Rule):
    """`question` names the field that decides; its yes leads to the gate `leads_to`."""

    outcome: Outcome = Outcome.SUGGESTIONS
    question: str = ""
    leads_to: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Caution(Rule):
    """`caps` are the best that techniques can become; the rest goes into the search."""

    caps: Mapping[str, Status] = field(default_factory=dict)
    hide: tuple[str, ...] = ()
    pressure: str = ""
    comfort: str = ""
    condition: str = ""


@dataclass(frozen=True)
class Proposal:
    technique: str
    status: Status
    when: When = ALWAYS


@dataclass(frozen=True, kw_only=True, eq=False)
class Suggestion(Rule):
    """`alone`: what other rules propose falls away. `advice` leads to a page and to articles."""

    propose: tuple[Proposal, ...]
    alone: bool = False
    advice: str = ""
    page: str = ""
    articles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """`options` are label by code; `most` is 0 where any number may be chosen."""

    name: str
    prompt: str
    options: Mapping[str, str]
    help: str = ""
    most: int = 0


@dataclass(frozen=True)
class Always:
    """What every result says, whatever was answered."""

    evidence: str
    review_plan: tuple[str, ...]
    review_plan_basis: tuple[str, ...]
    movement: str
    articles: tuple[str, ...]


@dataclass(frozen=True)
class GuideRules:
    techniques: tuple[str, ...]
    first_among_equals: tuple[str, ...]
    most_suggestions: int
    causes: Mapping[str, str]
    questions: Mapping[str, Question]
    gates: tuple[Gate, ...]
    cautions: tuple[Caution, ...]
    suggestions: tuple[Suggestion, ...]
    always: Always

    def gate(self, id: str) -> Gate:
        return next(gate for gate in self.gates if gate.id == id)
