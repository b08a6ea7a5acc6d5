"""Labeled phrases: what must be found is found, and honest sentences are left in peace."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from sciatica_site.wording import lint, rules

CORPUS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "corpus.yaml").read_text(encoding="utf-8")
)
FEWEST_PHRASES = 120
LOWEST_RECALL, MOST_FALSE_ALARMS = 0.95, 0.05


def found(entry: dict[str, Any]) -> set[str]:
    return {hit.rule_id for hit in lint(entry["text"], entry.get("audience", "profile"))}


def test_nearly_all_that_is_forbidden_is_found_by_the_rule_that_should() -> None:
    missed = [entry for entry in CORPUS["forbidden"] if entry["rule"] not in found(entry)]

    assert 1 - len(missed) / len(CORPUS["forbidden"]) >= LOWEST_RECALL, missed


def test_hardly_any_honest_sentence_raises_an_alarm() -> None:
    alarms = [(entry["text"], names) for entry in CORPUS["fine"] if (names := found(entry))]

    assert len(alarms) / len(CORPUS["fine"]) <= MOST_FALSE_ALARMS, alarms


@pytest.mark.parametrize("rule_id", [rule.id for rule in rules()])
def test_every_rule_finds_something_in_the_corpus(rule_id: str) -> None:
    assert any(rule_id in found(entry) for entry in CORPUS["forbidden"] if entry["rule"] == rule_id)


def test_the_corpus_is_large_and_says_nothing_twice() -> None:
    texts = [entry["text"] for part in CORPUS.values() for entry in part]

    assert len(texts) >= FEWEST_PHRASES
    assert len(set(texts)) == len(texts)
    assert {entry["rule"] for entry in CORPUS["forbidden"]} == {rule.id for rule in rules()}
