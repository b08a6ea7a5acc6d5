"""The data file of the guide is complete, and one with a mistake in it is refused."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.urls import reverse

from articles.content_checks import wording
from articles.data_files import read_data
from articles.guide import guide_rules
from articles.guide.answers import FIELDS
from articles.guide.reading import BadRules, Reader
from articles.warning_signs import warning_signs

SIGNS = {sign.id: sign.text for level in warning_signs().levels[:2] for sign in level.signs}
Data = dict[str, Any]


def read(change: Callable[[Data], object]) -> None:
    data = deepcopy(read_data("guide_rules"))
    change(data)
    Reader(data, SIGNS).rules()


def test_all_rules_are_there_with_stable_ids() -> None:
    rules = guide_rules()

    assert [rule.id for rule in rules.gates] == [f"G{n}" for n in range(1, 5)]
    assert [rule.id for rule in rules.cautions] == [f"K{n}" for n in range(1, 15)]
    assert [rule.id for rule in rules.suggestions] == [f"T{n}" for n in range(1, 12)]
    assert rules.gate("G3").id == "G3"


def test_every_sign_of_an_emergency_and_of_the_same_day_is_asked_and_stops() -> None:
    rules = guide_rules()

    emergency, urgent, _soon = warning_signs().levels
    assert list(rules.questions["red"].options) == [*SIGNS, "none"]
    for gate, level in ((rules.gate("G1"), emergency), (rules.gate("G2"), urgent)):
        (alternative,) = gate.when.alternatives
        assert alternative == {"red": {sign.id for sign in level.signs}}


def test_questions_have_the_names_of_the_answers() -> None:
    assert tuple(guide_rules().questions) == FIELDS


def test_techniques_and_causes_are_words_of_the_directory() -> None:
    path = settings.BASE_DIR / "directory/data/vocabulary.yaml"
    vocabulary = yaml.safe_load(path.read_text(encoding="utf-8"))
    rules = guide_rules()

    def known(section: str) -> set[str]:
        return {entry["slug"] for entry in vocabulary[section]}

    offered = {entry["slug"] for entry in vocabulary["techniques"] if entry["is_offered"]}
    assert set(rules.techniques) == offered
    assert set(rules.causes.values()) <= known("conditions")
    assert {rule.condition for rule in rules.cautions} - {""} <= known("conditions")
    assert {rule.comfort for rule in rules.cautions} - {""} <= known("comfort_features")
    assert {rule.pressure for rule in rules.cautions} - {""} <= {"light", "medium", "firm"}


def test_every_basis_is_a_known_reference() -> None:
    known = {entry["key"] for entry in read_data("references")}
    rules = guide_rules()

    for rule in (*rules.gates, *rules.cautions, *rules.suggestions):
        assert set(rule.basis) <= known, rule.id
    assert set(rules.always.review_plan_basis) <= known


def test_every_caution_and_every_suggestion_says_how_sure_it_is() -> None:
    rules = guide_rules()

    assert all(rule.grade for rule in (*rules.cautions, *rules.suggestions))


def test_advice_leads_to_pages_that_exist() -> None:
    pages = [rule.page for rule in guide_rules().suggestions if rule.page]

    assert [reverse(f"articles:{page}") for page in pages] == ["/get-medical-help/"]


def test_the_texts_promise_nothing() -> None:
    def texts(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [text for one in value.values() for text in texts(one)]
        if isinstance(value, list):
            return [text for one in value for text in texts(one)]
        return [value] if isinstance(value, str) and " " in value else []

    assert [str(found) for text in texts(read_data("guide_rules")) for found in wording(text)] == []


def set_in(*path: Any, value: Any) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return change


MISTAKES = {
    "an unknown question": set_in("cautions", 0, "when", value={"helth": ["scents"]}),
    "an unknown code": set_in("cautions", 0, "when", value={"health": ["scent"]}),
    "no code at all": set_in("cautions", 0, "when", value={"health": []}),
    "an unknown technique": set_in("cautions", 0, "caps", value={"wait": ["deep"]}),
    "a word for all in place of a list": set_in("cautions", 0, "caps", value={"wait": "most"}),
    "others of none": set_in("cautions", 0, "caps", value={"wait": "others"}),
    "a technique named twice": set_in(
        *("cautions", 0, "caps"), value={"wait": ["sports"], "ask-first": ["sports"]}
    ),
    "an unknown status": set_in("cautions", 0, "caps", value={"maybe": "all"}),
    "an unknown key": set_in("cautions", 0, "colour", value="red"),
    "a number for a text": set_in("cautions", 0, "message", value=7),
    "an id twice": set_in("cautions", 0, "id", value="K2"),
    "hiding what is unknown": set_in("cautions", 0, "hide", value=["deep"]),
    "proposing what is unknown": set_in(
        *("suggestions", 0, "propose"), value=[{"technique": "deep", "status": "could-suit"}]
    ),
    "a suggestion that holds back": set_in(
        *("suggestions", 0, "propose"), value=[{"technique": "sports", "status": "wait"}]
    ),
    "an unknown outcome": set_in("gates", 0, "outcome", value="stop"),
    "a gate that does nothing": lambda data: data["gates"][0].pop("outcome"),
    "a gate with a question and an outcome": set_in("gates", 3, "outcome", value="wait"),
    "a question that leads nowhere": set_in("gates", 3, "leads_to", value="G3"),
    "a question that is not asked": set_in("gates", 3, "question", value="legs"),
    "no message": lambda data: data["cautions"][0].pop("message"),
    "a cause without a slug": lambda data: data["causes"].pop("disc"),
    "a question too few": lambda data: data["questions"].pop("active"),
    "yes that YAML took for true": set_in("questions", "active", "options", value={True: "Yes"}),
}


@pytest.mark.parametrize("change", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_refused(change: Callable[[Data], object]) -> None:
    with pytest.raises(BadRules):
        read(change)


def test_what_is_wrong_is_named() -> None:
    with pytest.raises(BadRules, match="K1: health cannot be"):
        read(MISTAKES["an unknown code"])
