"""What can be wrong with an article file, said so that its writer can mend it."""

import re
from dataclasses import dataclass
from pathlib import Path

#: Databases, feeds and browsers refuse these, each in its own way: control characters, and halves
#: of a pair. YAML can write them as escapes.
UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Problem:
    """One reason to refuse a file; `line` counts from 1 within the file."""

    message: str
    line: int | None = None

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" if self.line else self.message


class BadFile(Exception):
    """A file that cannot become an article, with every reason that was found."""

    def __init__(self, path: Path, *problems: Problem) -> None:
        super().__init__(path.name)
        self.path = path
        self.problems = problems
