"""Applies the rules of the guide to answers: pure functions, no database, nothing kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from .answers import Answers
from .reading import guide_rules
from .rules import Caution, Gate, GuideRules, Outcome, Rule, Status, Suggestion


@dataclass(frozen=True)
class Verdict:
    """What became of one technique, and the rules that decided it.

    No status: nothing speaks for it and nothing against it.
    """

    technique: str
    status: Status | None = None
    gates: tuple[Gate, ...] = ()
    cautions: tuple[Caution, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def is_suggested(self) -> bool:
        """A suggestion that no caution holds back."""
        return bool(self.suggestions) and self.status in SUITABLE

    @property
    def is_held_back(self) -> bool:
        return self.status in HELD_BACK


SUITABLE = (Status.GOOD_START, Status.COULD_SUIT, Status.LIGHT_ONLY)
HELD_BACK = (Status.ASK_FIRST, Status.WAIT)


@dataclass(frozen=True)
class Advice:
    """`gates`, `cautions` and `suggestions` are the rules that fired, in their order.

    `suggested` are at most so many as the rules allow, the best first; `verdicts` are one for
    each technique. Where a gate stops or asks, there are none.
    """

    answers: Answers
    outcome: Outcome
    gates: tuple[Gate, ...] = ()
    cautions: tuple[Caution, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    suggested: tuple[Verdict, ...] = ()

    @property
    def is_stop(self) -> bool:
        return self.outcome in (Outcome.EMERGENCY, Outcome.URGENT)

    @property
    def deciding_gates(self) -> tuple[Gate, ...]:
        """The gates with this outcome, and those whose question led to one."""
        return tuple(
            gate
            for gate in self.gates
            if (
                "yes" in self.answers.codes(gate.question)
                if gate.question
                else gate.outcome is self.outcome
            )
        )

    @property
    def fired(self) -> tuple[Rule, ...]:
        return (*self.gates, *self.cautions, *self.suggestions)

    @property
    def held_back(self) -> tuple[Verdict, ...]:
        return tuple(one for one in self.verdicts if one.is_held_back)

    @property
    def light_otherwise(self) -> tuple[Verdict, ...]:
        """Techniques that nobody suggested, and that would have to stay light."""
        return tuple(
            one
            for one in self.verdicts
            if one.status is Status.LIGHT_ONLY and one not in self.suggested
        )

    def status_of(self, technique: str) -> Status | None:
        return next((one.status for one in self.verdicts if one.technique == technique), None)


def advise(answers: Answers, rules: GuideRules | None = None) -> Advice:
    rules = rules or guide_rules()
    outcome, gates = _gates(answers, rules)
    if outcome is Outcome.WAIT:
        holding = tuple(gate for gate in gates if gate.outcome is Outcome.WAIT)
        waiting = tuple(Verdict(slug, Status.WAIT, gates=holding) for slug in rules.techniques)
        return Advice(answers, outcome, gates, verdicts=waiting)
    if outcome is not Outcome.SUGGESTIONS:
        return Advice(answers, outcome, gates)
    cautions = tuple(rule for rule in rules.cautions if rule.when.holds(answers))
    suggestions = tuple(rule for rule in rules.suggestions if rule.when.holds(answers))
    proposed = _proposed(answers, cautions, suggestions)
    verdicts = {slug: _verdict(slug, cautions, proposed) for slug in rules.techniques}
    best = sorted(
        (verdicts[slug] for slug in _in_order(proposed, rules) if verdicts[slug].is_suggested),
        key=lambda verdict: verdict.status or 0,
    )
    return Advice(
        answers,
        outcome,
        gates,
        cautions,
        suggestions,
        tuple(verdicts.values()),
        tuple(best[: rules.most_suggestions]),
    )


#: By technique, in the order of the rules: who proposes it, and as what.
Proposed = dict[str, list[tuple[Suggestion, Status]]]


def _gates(answers: Answers, rules: GuideRules) -> tuple[Outcome, tuple[Gate, ...]]:
    """The most urgent outcome, and all gates that led there; a question without answer asks."""
    fired: list[Gate] = []
    outcomes = [Outcome.SUGGESTIONS]
    for gate in rules.gates:
        if not gate.when.holds(answers):
            continue
        fired.append(gate)
        outcomes.append(gate.outcome)
        reply = answers.codes(gate.question) if gate.question else frozenset({"no"})
        if "yes" in reply:
            fired.append(rules.gate(gate.leads_to))
            outcomes.append(fired[-1].outcome)
        elif "no" not in reply:
            outcomes.append(Outcome.ASK)
    return max(outcomes), tuple(dict.fromkeys(fired))


def _proposed(
    answers: Answers, cautions: Iterable[Caution], suggestions: Iterable[Suggestion]
) -> Proposed:
    proposed: Proposed = {}
    for rule in suggestions:
        for proposal in rule.propose:
            if proposal.when.holds(answers):
                proposed.setdefault(proposal.technique, []).append((rule, proposal.status))
    hidden = {slug for rule in cautions for slug in rule.hide}
    is_alone = any(rule.alone for rule in suggestions)
    return {
        slug: by_whom
        for slug, by_whom in proposed.items()
        if slug not in hidden and (not is_alone or any(rule.alone for rule, _ in by_whom))
    }


def _verdict(slug: str, cautions: Iterable[Caution], proposed: Proposed) -> Verdict:
    """The most cautious of all that rules say about it: so a caution beats any suggestion."""
    capping = [(rule, rule.caps[slug]) for rule in cautions if slug in rule.caps]
    by_whom = proposed.get(slug, [])
    statuses = [status for _, status in capping] + [status for _, status in by_whom]
    return Verdict(
        technique=slug,
        status=max(statuses, default=None),
        cautions=tuple(rule for rule, _ in capping),
        suggestions=tuple(rule for rule, _ in by_whom),
    )


def _in_order(proposed: Proposed, rules: GuideRules) -> list[str]:
    """Which comes first among equals: those that the rules name, then as they were proposed."""
    first = [slug for slug in rules.first_among_equals if slug in proposed]
    return list(dict.fromkeys([*first, *proposed]))
