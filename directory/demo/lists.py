"""The plain facts behind demo profiles: states, metros, names of practices and courses."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class State:
    area_codes: tuple[int, ...]
    price: float
    number: str


def read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text("utf-8"))


@lru_cache(maxsize=1)
def states() -> dict[str, State]:
    return {
        code: State(tuple(row["area_codes"]), row["price"], row["number"])
        for code, row in read("states.yaml").items()
    }


@lru_cache(maxsize=1)
def lists() -> dict[str, Any]:
    content: dict[str, Any] = read("lists.yaml")
    return content
