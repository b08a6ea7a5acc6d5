"""Shows on a terminal how far a long step is; a log gets none of it."""

from __future__ import annotations

from typing import Any

from tqdm import tqdm


def bar(what: str, *, total: int | None = None, unit: str = "file") -> Any:
    """With `disable=None` nothing is drawn where nobody looks."""
    return tqdm(total=total, desc=what, unit=unit, unit_scale=unit == "B", disable=None)
