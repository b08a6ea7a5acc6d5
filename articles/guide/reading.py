"""Turns the data file of the guide into rules, and refuses one with a mistake in it."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from articles.data_files import read_data
from articles.warning_signs import warning_signs

from .answers import FIELDS
from .rules import (
    ALWAYS,
    Always,
    Caution,
    Gate,
    GuideRules,
    Outcome,
    Proposal,
    Question,
    Rule,
    Status,
    Suggestion,
    When,
)

#: The levels of the warning signs that the first question asks about.
SIGN_LEVELS = ("emergency", "urgent")
#: Keys for editors: the rules do without them.
NOTES = frozenset({"review"})
TEXTS = frozenset({"id", "message", "grade", "question", "leads_to", "note"}) | frozenset(
    {"pressure", "comfort", "condition", "advice", "page"}
)

AnyRule = TypeVar("AnyRule", Gate, Caution, Suggestion)


class BadRules(ValueError):
    """The data file says something that the guide cannot follow."""


@cache
def guide_rules() -> GuideRules:
    """Read once per process: the file is part of the code."""
    signs = {
        sign.id: sign.text
        for level in warning_signs().levels
        if level.key in SIGN_LEVELS
        for sign in level.signs
    }
    return Reader(read_data("guide_rules"), signs).rules()


class Reader:
    """Knows the codes and techniques that the rules of one file may name."""

    def __init__(self, data: Mapping[str, Any], signs: Mapping[str, str]) -> None:
        self.data = data
        self.techniques: tuple[str, ...] = tuple(data["techniques"])
        self.questions = {
            name: self._question(name, entry, signs if name == "red" else {})
            for name, entry in data["questions"].items()
        }
        if tuple(self.questions) != FIELDS:
            raise BadRules(f"The questions have to be {', '.join(FIELDS)}, in this order.")

    def rules(self) -> GuideRules:
        causes = dict(self.data["causes"])
        if set(causes) != set(self.questions["cause"].options):
            raise BadRules("The table of causes and the options of the cause differ.")
        gates = self._rules(Gate, "gates")
        rules = GuideRules(
            techniques=self.techniques,
            first_among_equals=self._known(self.data["first_among_equals"], "first_among_equals"),
            most_suggestions=int(self.data["most_suggestions"]),
            causes=causes,
            questions=self.questions,
            gates=gates,
            cautions=self._rules(Caution, "cautions"),
            suggestions=self._rules(Suggestion, "suggestions"),
            always=_always(self.data["always"]),
        )
        _check_ids([*rules.gates, *rules.cautions, *rules.suggestions])
        _check_deciding_questions(gates)
        return rules

    def _question(self, name: str, entry: Mapping[str, Any], more: Mapping[str, str]) -> Question:
        options = {**more, **entry["options"]}
        if not all(isinstance(text, str) for pair in options.items() for text in pair):
            raise BadRules(f"{name}: put yes and no into quotation marks.")
        return Question(
            name, entry["prompt"], options, entry.get("help", ""), int(entry.get("most", 0))
        )

    def _rules(self, kind: type[AnyRule], key: str) -> tuple[AnyRule, ...]:
        return tuple(self._rule(kind, entry) for entry in self.data[key])

    def _rule(self, kind: type[AnyRule], entry: Mapping[str, Any]) -> AnyRule:
        where = str(entry.get("id", kind.__name__))
        values = {
            name: self._value(where, name, value)
            for name, value in entry.items()
            if name not in NOTES
        }
        try:
            return kind(**values)
        except TypeError as error:  # a key too many or too few
            raise BadRules(f"{where}: {error}") from error

    def _value(self, where: str, name: str, value: Any) -> Any:
        match name:
            case "when":
                return self._when(where, value)
            case "outcome":
                return _member(where, Outcome, value)
            case "caps":
                return self._caps(where, value)
            case "hide":
                return self._known(value, where)
            case "propose":
                return tuple(self._proposal(where, entry) for entry in value)
            case "basis" | "articles":
                return tuple(value)
        if name in TEXTS and not isinstance(value, str):
            raise BadRules(f"{where}: {name} has to be a text.")
        return value

    def _when(self, where: str, value: Any) -> When:
        alternatives = value if isinstance(value, list) else [value]
        return When(
            tuple(
                {name: self._codes(where, name, codes) for name, codes in fields.items()}
                for fields in alternatives
            )
        )

    def _codes(self, where: str, name: str, codes: Iterable[Any]) -> frozenset[str]:
        if name not in self.questions:
            raise BadRules(f"{where}: there is no question {name}.")
        unknown = [code for code in codes if code not in self.questions[name].options]
        if unknown or not codes:
            raise BadRules(f"{where}: {name} cannot be {unknown}.")
        return frozenset(codes)

    def _caps(self, where: str, value: Mapping[str, Any]) -> dict[str, Status]:
        """`others` are the techniques that the rule does not name."""
        named = [slug for slugs in value.values() if isinstance(slugs, list) for slug in slugs]
        if len(set(named)) != len(named):
            raise BadRules(f"{where}: a technique is named twice.")
        caps: dict[str, Status] = {}
        for status, slugs in value.items():
            if slugs == "all" and len(value) == 1:
                slugs = self.techniques
            elif slugs == "others" and named:
                slugs = [slug for slug in self.techniques if slug not in named]
            caps |= dict.fromkeys(self._known(slugs, where), _member(where, Status, status))
        return caps

    def _proposal(self, where: str, entry: Mapping[str, Any]) -> Proposal:
        (technique,) = self._known([entry["technique"]], where)
        when = self._when(where, entry["when"]) if "when" in entry else ALWAYS
        status = _member(where, Status, entry["status"])
        if status > Status.LIGHT_ONLY:
            raise BadRules(f"{where}: a suggestion cannot hold back.")
        return Proposal(technique, status, when)

    def _known(self, slugs: Any, where: str) -> tuple[str, ...]:
        if isinstance(slugs, str) or not all(slug in self.techniques for slug in slugs):
            raise BadRules(f"{where}: {slugs} is no list of known techniques.")
        return tuple(slugs)


def _always(entry: Mapping[str, Any]) -> Always:
    return Always(
        evidence=entry["evidence"],
        review_plan=tuple(entry["review_plan"]),
        review_plan_basis=tuple(entry["review_plan_basis"]),
        movement=entry["movement"],
        articles=tuple(entry["articles"]),
    )


Member = TypeVar("Member", Status, Outcome)


def _member(where: str, kind: type[Member], slug: str) -> Member:
    for member in kind:
        if member.slug == slug:
            return member
    raise BadRules(f"{where}: {slug} is none of {', '.join(one.slug for one in kind)}.")


def _check_ids(rules: Iterable[Rule]) -> None:
    ids = [rule.id for rule in rules]
    if twice := {id for id in ids if ids.count(id) > 1}:
        raise BadRules(f"{', '.join(sorted(twice))} is there twice.")


def _check_deciding_questions(gates: Iterable[Gate]) -> None:
    """A gate stops by itself, or a question of its own decides and leads to one that does."""
    stopping = {gate.id for gate in gates if gate.outcome > Outcome.ASK}
    for gate in gates:
        if bool(gate.question) == (gate.outcome is not Outcome.SUGGESTIONS):
            raise BadRules(f"{gate.id}: it needs either an outcome or a question.")
        if gate.question and (gate.question not in FIELDS or gate.leads_to not in stopping):
            raise BadRules(f"{gate.id}: its question has to lead to a gate that stops.")
