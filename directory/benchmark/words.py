"""Gives the made-up therapists of the benchmark something to say, for the search of words."""

import json
from random import Random
from typing import Any

from directory.choices import FacetGroup
from directory.demo.texts import load_texts
from directory.search.catalogue import Catalogue, Value
from sciatica_site.fulltext import stored

#: Decks of the demo texts. Only the passage of one is kept: a million times all of them would
#: double the database, and a page quotes twenty.
DECKS = ("intros", "experience_notes", "styles_notes", "approach_texts")
QUOTED, QUESTION = "approach_texts", "approach"
GROUPS = (
    FacetGroup.TECHNIQUE, FacetGroup.CONDITION, FacetGroup.CREDENTIAL, FacetGroup.LANGUAGE,
)  # fmt: skip


class Words:
    """Stems and passages, made once: stemming each profile would take most of the filling."""

    def __init__(self, catalogue: Catalogue) -> None:
        texts = load_texts()
        self._decks = {deck: [_said(text) for text in texts.decks[deck]] for deck in DECKS}
        self._stems = {
            value.bit: stored([str(value.label)])
            for group in GROUPS
            for value in catalogue.groups[group]
        }

    def draw(self, dice: Random, name: str, chosen: list[Value]) -> dict[str, Any]:
        said = {deck: dice.choice(texts) for deck, texts in self._decks.items()}
        return {
            "name": stored([name]),
            "vocabulary": " ".join(
                self._stems[value.bit] for value in chosen if value.bit in self._stems
            ),
            "answers": " ".join(stems for stems, _passage in said.values()),
            "plain": said[QUOTED][1],
        }


def _said(text: str) -> tuple[str, str]:
    """What a text is to the search: its stems, and a list of one passage as JSON."""
    stems = stored([text])
    return stems, json.dumps([[QUESTION, text, stems]])
