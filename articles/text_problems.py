"""What can be wrong in the text of an article, with its line."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TextProblem:
    """A reason to refuse a text; lines count from 1 within the text."""

    line: int
    message: str
