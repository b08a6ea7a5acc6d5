"""The search to which a result leads holds what the rules say, and no more."""

from __future__ import annotations

import pytest

from articles.guide import advise
from articles.guide.filters import filters
from tests.articles.guide.cases import CASES, answers_of

EXPECTED = {
    1: "",
    2: "",
    3: "",
    4: "technique=swedish pressure=light verified=1",
    5: "technique=swedish technique=deep-tissue pressure=firm verified=1",
    6: "technique=swedish pressure=light verified=1",
    7: "technique=swedish condition=disc-herniation pressure=light verified=1",
    8: "technique=swedish technique=piriformis-focused technique=myofascial-release"
    " condition=deep-gluteal-piriformis pressure=medium verified=1",
    9: "technique=prenatal technique=swedish condition=pregnancy-related pressure=light verified=1",
    10: "technique=swedish technique=myofascial-release condition=lumbar-spinal-stenosis"
    " pressure=light verified=1",
    11: "technique=swedish technique=sports pressure=medium verified=1",
    12: "",
    13: "technique=swedish technique=trigger-point condition=myofascial-buttock-pain"
    " pressure=light verified=1",
    14: "technique=swedish condition=cause-unknown pressure=light verified=1",
    15: "technique=swedish pressure=light comfort=fragrance-free verified=1",
}


def found(given: dict[str, str]) -> str:
    return " ".join(f"{group}={slug}" for group, slug in filters(advise(answers_of(given))))


@pytest.mark.parametrize("number", CASES)
def test_a_worked_case_leads_to_its_search(number: int) -> None:
    assert found(CASES[number].answers) == EXPECTED[number]


def test_where_all_types_need_a_word_with_the_doctor_none_is_chosen() -> None:
    assert found({"health": "implant", "pressure": "firm"}) == "pressure=light verified=1"


def test_nothing_said_about_pressure_sets_none() -> None:
    assert found({}) == "technique=swedish verified=1"


def test_firm_becomes_medium_where_strong_pressure_is_advised_against() -> None:
    given = {"cause": "spondylolisthesis", "pressure": "firm"}

    assert "pressure=medium" in found(given)


def test_pregnancy_is_searched_for_also_when_it_is_not_the_cause() -> None:
    given = {"health": "pregnant", "cause": "muscle"}

    assert "condition=myofascial-buttock-pain condition=pregnancy-related" in found(given)
