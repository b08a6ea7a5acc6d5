"""What a visitor typed, as the words to look for."""

from dataclasses import dataclass

from .words import terms

MOST_TERMS = 8
#: More than this is not read: nobody types that much to find something.
LONGEST_TEXT = 1_000


@dataclass(frozen=True)
class TextQuery:
    """The words that a text must hold, all of them; without any there is nothing to look for."""

    terms: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)


def parse(text: str) -> TextQuery:
    """The first distinct words of what was typed; any text at all is fine."""
    return TextQuery(tuple(dict.fromkeys(terms(text[:LONGEST_TEXT])))[:MOST_TERMS])
