"""What can be wrong with an article file, said so that its writer can mend it."""

from dataclasses import dataclass
from pathlib import Path


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
