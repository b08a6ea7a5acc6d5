"""How hard an article is to read: its US school grade, and its longest sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .blocks import blocks
from .citations import without_citations
from .claim_marks import without_marks

#: The highest grade that an article may have; the aim is 6 to 8.
HIGHEST_GRADE = 8.4
MOST_WORDS = 30

END = re.compile(r"(?<=[.!?])[\"”)\]]*\s+")
#: A point inside a number, which a counter of sentences takes for the end of one.
DECIMAL_POINT = re.compile(r"(?<=\d)[.,](?=\d)")


@dataclass(frozen=True, slots=True)
class Sentence:
    line: int
    text: str

    @property
    def words(self) -> int:
        return sum(1 for word in self.text.split() if re.search(r"\w", word))


def sentences(markdown: str) -> Iterator[Sentence]:
    """What a reader reads; a heading, a list item and a table cell end a sentence too."""
    for block in blocks(markdown):
        for part in block.parts:
            for sentence in END.split(without_marks(without_citations(part))):
                if re.search(r"\w", sentence):
                    yield Sentence(block.line, sentence)


def longest_sentences(markdown: str, most_words: int = MOST_WORDS) -> list[Sentence]:
    """Those of more than `most_words` words, longest first."""
    found = [sentence for sentence in sentences(markdown) if sentence.words > most_words]
    return sorted(found, key=lambda sentence: -sentence.words)


def grade(markdown: str) -> float:
    """The Flesch-Kincaid grade, with one decimal; 0 for a text without words.

    The first call of a process takes about a second: it loads a dictionary of pronunciations.
    """
    # Only who checks a text needs the dictionary: a page view never does.
    from textstat import textstat  # type: ignore[import-untyped]  # it carries no types

    lines = (_one_sentence(sentence.text) for sentence in sentences(markdown))
    return max(0.0, round(float(textstat.flesch_kincaid_grade("\n".join(lines))), 1))


def _one_sentence(text: str) -> str:
    """So that the library, which looks for stops alone, counts this as one."""
    inner = re.sub(r"[.!?]+(?=.)", "", DECIMAL_POINT.sub("", text.rstrip('"”)]:;,')))
    return inner if inner.endswith((".", "!", "?")) else f"{inner}."
