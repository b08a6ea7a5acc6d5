"""Files that outlive a kill: each line is on the disk before anybody is told."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Any


class Ledger:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("a", encoding="utf-8")
        self._lock = threading.Lock()
        self.length = 0

    def add(self, **line: Any) -> None:
        with self._lock:
            self._file.write(json.dumps(line) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())
            self.length += 1

    def lines(self) -> list[dict[str, Any]]:
        """What is in the file, not what we remember."""
        return [json.loads(line) for line in self._path.read_text(encoding="utf-8").splitlines()]
