"""Where the project's own article data lives, and how a file of it is read."""

from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parent / "data"
CONTENT = Path(__file__).resolve().parent / "content"


def read_data(name: str) -> Any:
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
