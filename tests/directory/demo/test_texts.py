from __future__ import annotations

import re
from typing import Any

import pytest

from directory.demo.texts import DEALT, Texts, load_texts

#: House wording: what no text of the site may say.
BANNED = re.compile(
    r"\bcure[sd]?\b|\bheal(s|ed|ing)?\b|treats? the cause|eliminat|\bproven\b(?! schedule)|"
    r"guarantee|break(s|ing)? up|\bknots?\b|adhesion|toxin|flush|immun|endorphin|pain signals|"
    r"pressure off (the|your) (sciatic )?nerve|masseu[rs]|slipped disc|no pain,? no gain|realign|"
    r"detox|\bpermanent|replaces? medicine|fix(es)? (the |your )?disc",
    re.IGNORECASE,
)


def small(**sections: Any) -> Texts:
    names = {"given_names": [["Ada", "woman"]], "family_names": ["Reed"]}
    content: dict[str, Any] = {section: [] for section in DEALT}
    return Texts({**content, "names": names, "schools": [], "street_names": [], **sections})


def test_nobody_gets_a_text_of_a_neighbor_before_the_deck_is_dealt_out() -> None:
    texts = small(intros=[f"Text {number}" for number in range(10)])

    dealt = [texts.deal("intros", "39,-105", turn) for turn in range(20)]

    assert len(set(dealt[:10])) == 10
    assert len(set(dealt[10:])) == 10


def test_areas_and_rounds_have_an_order_of_their_own() -> None:
    texts = small(intros=[f"Text {number}" for number in range(30)])

    def order(area: str, first: int) -> list[str]:
        return [texts.deal("intros", area, turn) for turn in range(first, first + 30)]

    assert order("39,-105", 0) != order("40,-74", 0)
    assert order("39,-105", 0) != order("39,-105", 30)
    assert order("39,-105", 0) == order("39,-105", 0)


def test_a_text_that_does_not_fit_is_passed_over() -> None:
    texts = small(policies={"tipping": ["No tips.", "Tips are welcome."]})

    dealt = {
        texts.deal("policies.tipping", "", turn, lambda text: "welcome" in text)
        for turn in range(4)
    }

    assert dealt == {"Tips are welcome."}


def test_nothing_is_dealt_where_nothing_fits_or_there_is_no_such_deck() -> None:
    texts = small(intros=["One"])

    assert texts.deal("intros", "", 0, lambda text: False) == ""
    assert texts.deal("policies.unheard-of", "", 0) == ""


def test_several_texts_are_different() -> None:
    texts = small(stop_rules=[f"Rule {number}" for number in range(7)])

    for turn in range(20):
        assert len(set(texts.deal_several("stop_rules", "", turn, 3, most=3))) == 3


def test_all_texts_keep_to_the_house_wording() -> None:
    for section, deck in load_texts().decks.items():
        for text in deck:
            assert not BANNED.search(text), f"{section}: {text}"


@pytest.mark.parametrize("section", sorted(load_texts().decks))
def test_no_deck_holds_a_text_twice(section: str) -> None:
    deck = load_texts().decks[section]

    assert len(set(deck)) == len(deck) > 3
