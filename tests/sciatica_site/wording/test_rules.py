"""The rule file is checked when it is read, so that a slip in it cannot go unseen."""

import re
from typing import Any

import pytest

from sciatica_site.wording import BadRules, rule, rules
from sciatica_site.wording.excuses import excuses
from sciatica_site.wording.excuses import parse as parse_excuses
from sciatica_site.wording.rules import parse

KINDS = {
    "promise", "cause", "mechanism", "authority", "safety", "words", "brand", "contact",
    "selling", "sexual",
}  # fmt: skip


def entry(**changes: Any) -> dict[str, Any]:
    fields = {
        "id": "one",
        "kind": "promise",
        "refuse": ["article"],
        "why": "It says too much.",
        "instead": "less",
        "patterns": ["too much"],
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not None}


def test_the_rules_of_the_project_are_whole() -> None:
    assert {rule.kind for rule in rules()} == KINDS
    for one in rules():
        assert one.severities, one.id
        assert one.why.count(".") == 1 and len(one.why) <= 120, one.id
        assert len(one.instead) <= 110, one.id
        assert all(re.fullmatch(r"C\d{2,3}", claim) for claim in one.claims), one.id


def test_a_rule_is_found_by_its_id() -> None:
    assert rule("cure").claims
    with pytest.raises(KeyError):
        rule("nothing")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": None}, "needs an id"),
        ({"id": "No Good"}, "needs an id"),
        ({"why": ""}, "one: why is missing"),
        ({"why": "no full stop"}, "one plain sentence"),
        ({"instead": None}, "instead is missing"),
        ({"reason": "x"}, "unknown: reason"),
        ({"refuse": None}, "refuse or warn names nobody"),
        ({"refuse": ["leaflet"]}, "“leaflet”"),
        ({"warn": ["article"]}, "named twice"),
        ({"patterns": None}, "either patterns or a finder"),
        ({"finder": "phone"}, "either patterns or a finder"),
        ({"patterns": None, "finder": "fax"}, "no finder “fax”"),
        ({"patterns": "too much"}, "patterns is a list"),
        ({"denied": "always"}, "denied"),
        ({"patterns": ["a+"]}, "endless"),
        ({"patterns": ["a*"]}, "endless"),
        ({"patterns": ["a{2,}"]}, "endless"),
        ({"patterns": ["(?=a)"]}, "endless"),
        ({"patterns": ["Cure"]}, "small letters"),
        ({"patterns": ["(a"]}, "(a"),
        ({"patterns": ["a?"]}, "nothing at all"),
        ({"patterns": ["<nobody> cures"]}, "no list <nobody>"),
        ({"except": ["a{9999999999}"]}, "one: "),
    ],
)
def test_a_wrong_rule_is_refused_with_its_reason(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(BadRules, match=re.escape(message)):
        parse({"words": {}, "rules": [entry(**changes)]})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "two parts"),
        ({"rules": []}, "two parts"),
        ({"words": {"a": 1}, "rules": []}, "each list is one text"),
        ({"words": {"a": "<a>"}, "rules": [entry(patterns=["<a>"])]}, "contains itself"),
        ({"words": {}, "rules": [entry(), entry()]}, "two of this id"),
        ({"words": {}, "rules": ["cure"]}, "needs an id"),
    ],
)
def test_a_wrong_file_is_refused_with_its_reason(content: Any, message: str) -> None:
    with pytest.raises(BadRules, match=re.escape(message)):
        parse(content)


def test_the_small_language_means_what_its_description_says() -> None:
    lists = {"us": "(we|i)"}
    (found,) = parse({"words": lists, "rules": [entry(patterns=["<us> don't ~stop", "a.b"])]})
    pattern = found.pattern

    assert pattern is not None
    for text in ("we don't stop", "i dont stop", "we don't ever really stop", "we\ndon't-stop"):
        assert pattern.fullmatch(text), text
    for text in ("we don't not stop", "we don't a b c d stop", "axb", "owe don't stop"):
        assert not pattern.search(text), text


def test_excuses_are_checked_too() -> None:
    assert excuses().negations.search("does not")
    with pytest.raises(BadRules, match="the parts are"):
        parse_excuses({})
    with pytest.raises(BadRules, match="nothing stands under after"):
        parse_excuses({name: [] if name == "after" else ["x"] for name in excuses().__slots__})
