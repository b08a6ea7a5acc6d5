"""The rules of the guide come to the results that were worked out for them by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.guide import Advice, Answers, Outcome, Status, Verdict, advise, guide_rules
from articles.guide.answers import FIELDS, SEVERAL
from tests.articles.guide.cases import CASES, Case, answers_of

RULES = guide_rules()
HEALTH = sorted(set(RULES.questions["health"].options) - {"none"})


def advice(**given: str) -> Advice:
    return advise(answers_of(given))


def shown(verdicts: tuple[Verdict, ...]) -> dict[str, str]:
    return {one.technique: one.status.slug for one in verdicts if one.status}


def codes(name: str) -> st.SearchStrategy[object]:
    known = sorted(set(RULES.questions[name].options) - {"none"})
    if name in SEVERAL:
        return st.frozensets(st.sampled_from(known), max_size=3)
    return st.sampled_from([getattr(Answers(), name), *known])


ANY = st.builds(Answers, **{name: codes(name) for name in FIELDS})
WITHOUT_SIGNS = st.builds(
    Answers,
    **{name: codes(name) for name in FIELDS if name != "red"},
)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_worked_case_comes_out_as_expected(case: Case) -> None:
    found = advise(answers_of(case.answers))

    assert found.outcome.slug == case.outcome
    assert [rule.id for rule in found.fired] == case.rules
    assert list(shown(found.suggested).items()) == list(case.suggested.items())
    assert shown(found.held_back) == case.held_back
    assert [one.technique for one in found.light_otherwise] == case.light_otherwise


# How rules combine -----------------------------------------------------------------------------


@given(ANY)
def test_a_caution_always_beats_a_suggestion(answers: Answers) -> None:
    found = advise(answers)

    for verdict in found.verdicts:
        ceilings = [rule.caps[verdict.technique] for rule in verdict.cautions]
        if ceilings:
            assert verdict.status is not None
            assert verdict.status >= max(ceilings)
        if verdict in found.suggested:
            assert max(ceilings, default=Status.GOOD_START) <= Status.LIGHT_ONLY


@given(ANY)
def test_every_caution_that_fired_holds_for_every_technique_it_names(answers: Answers) -> None:
    found = advise(answers)

    for caution in found.cautions:
        for technique, ceiling in caution.caps.items():
            assert (found.status_of(technique) or 0) >= ceiling


@given(ANY)
def test_a_gate_always_wins(answers: Answers) -> None:
    found = advise(answers)

    emergency = any(sign.startswith("E") for sign in answers.red)
    both_new = "both_legs" in answers.pattern and answers.both_legs_new == "yes"
    if emergency or both_new:
        assert found.outcome is Outcome.EMERGENCY
    elif answers.red:
        assert found.outcome is Outcome.URGENT
    if found.is_stop or found.outcome is Outcome.ASK:
        assert not found.verdicts
        assert not found.suggested
    if found.outcome is Outcome.WAIT:
        assert {one.status for one in found.verdicts} == {Status.WAIT}
        assert not found.suggested


@given(ANY)
def test_each_technique_has_one_verdict_and_at_most_three_are_suggested(answers: Answers) -> None:
    found = advise(answers)

    if found.verdicts:
        assert tuple(one.technique for one in found.verdicts) == RULES.techniques
    assert len(found.suggested) <= 3
    assert all(one.suggestions for one in found.suggested)
    ranks = [one.status or 0 for one in found.suggested]
    assert ranks == sorted(ranks)


@given(WITHOUT_SIGNS, st.sampled_from(HEALTH))
def test_one_more_health_condition_never_makes_anything_less_cautious(
    answers: Answers, condition: str
) -> None:
    before = advise(answers)
    after = advise(replace(answers, health=answers.health | {condition}))

    assert after.outcome >= before.outcome
    if before.verdicts and after.verdicts:
        for technique in RULES.techniques:
            assert (after.status_of(technique) or 0) >= (before.status_of(technique) or 0)


@given(ANY)
def test_whatever_has_a_status_names_a_rule_for_it(answers: Answers) -> None:
    found = advise(answers)

    for one in found.verdicts:
        reasons = (*one.gates, *one.cautions, *one.suggestions)
        assert bool(reasons) is (one.status is not None)
        assert all(reason.message for reason in reasons)
        assert set(reasons) <= set(found.fired)


@given(ANY)
def test_the_same_answers_give_the_same_advice(answers: Answers) -> None:
    assert advise(answers) == advise(answers)


def test_the_most_cautious_of_several_cautions_wins() -> None:
    found = advice(health="numb_skin blood_thinner cancer_now")

    assert found.status_of("swedish") is Status.ASK_FIRST
    assert found.suggested == ()
    assert len(found.held_back) == len(RULES.techniques)


def test_on_a_tie_pregnancy_massage_comes_before_swedish() -> None:
    found = advice(health="pregnant", stage="long", pressure="medium")

    assert [one.technique for one in found.suggested] == ["prenatal", "swedish"]


def test_a_fourth_suggestion_is_left_out() -> None:
    found = advice(
        pattern="tender_spots buttock_sitting", stage="long", pressure="medium", active="yes"
    )

    assert [one.technique for one in found.suggested] == [
        "swedish",
        "trigger-point",
        "neuromuscular",
    ]
    assert found.status_of("sports") is Status.COULD_SUIT


def test_what_nothing_speaks_for_is_not_highlighted() -> None:
    assert advice(stage="long").status_of("sports") is None


def test_pain_below_the_knee_takes_the_place_of_all_other_suggestions() -> None:
    found = advice(
        pattern="nerve_below_knee", assessed="yes", stage="long", pressure="medium", active="yes"
    )

    assert shown(found.suggested) == {"swedish": "light-only"}
    assert found.status_of("sports") is None


def test_deep_tissue_is_never_highlighted_for_somebody_unsure_of_the_pressure() -> None:
    found = advice(stage="long", pressure="unsure", pattern="back_only")

    assert found.status_of("deep-tissue") is None


def test_unchecked_is_what_nobody_said_was_checked() -> None:
    ids = {rule.id for rule in advice(pattern="nerve_below_knee").fired}

    assert "K9" in ids


# Both legs -------------------------------------------------------------------------------------


def test_both_legs_without_a_word_about_new_asks() -> None:
    found = advice(pattern="both_legs")

    assert found.outcome is Outcome.ASK
    assert not found.is_stop


def test_both_legs_that_were_checked_go_on_with_a_note() -> None:
    found = advice(pattern="both_legs", both_legs_new="no")

    assert found.outcome is Outcome.SUGGESTIONS
    (gate,) = found.gates
    assert gate.id == "G4"
    assert "Tell your therapist" in gate.note
    assert found.deciding_gates == ()


def test_a_doctor_today_does_not_wait_for_the_answer_about_both_legs() -> None:
    found = advice(red="U1", pattern="both_legs")

    assert found.outcome is Outcome.URGENT


def test_new_trouble_in_both_legs_is_an_emergency_also_beside_a_lesser_sign() -> None:
    found = advice(red="U1", pattern="both_legs", both_legs_new="yes")

    assert found.outcome is Outcome.EMERGENCY
    assert {gate.id for gate in found.deciding_gates} == {"G1", "G4"}


def test_a_lesser_gate_is_not_given_as_the_reason() -> None:
    found = advice(red="E1 U2", health="clot_now", pattern="both_legs", both_legs_new="no")

    assert [gate.id for gate in found.deciding_gates] == ["G1"]
