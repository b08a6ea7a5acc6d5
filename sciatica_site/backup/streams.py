"""Copies files of any size piece by piece, and hashes what passes by."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import IO

PIECE = 1 << 20


class HashedReader:
    """Hands out what the source has, and knows the size and SHA-256 of what it handed out."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._hash = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._source.read(size)
        self._hash.update(piece)
        self.size += len(piece)
        return piece

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


class HashedWriter:
    """Passes on what is written, if there is somewhere to, and knows its size and SHA-256."""

    def __init__(self, target: IO[bytes] | None = None) -> None:
        self._target = target
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, piece: bytes) -> int:
        self._hash.update(piece)
        self.size += len(piece)
        if self._target is not None:
            self._target.write(piece)
        return len(piece)

    def flush(self) -> None:
        if self._target is not None:
            self._target.flush()

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


def copy(source: IO[bytes] | HashedReader, target: IO[bytes] | HashedWriter) -> None:
    while piece := source.read(PIECE):
        target.write(piece)


def hash_of(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file, read from its disk."""
    sink = HashedWriter()
    with path.open("rb") as file:
        copy(file, sink)
    return sink.size, sink.sha256


def keep(file: IO[bytes]) -> None:
    """Return only when the disk has it."""
    file.flush()
    os.fsync(file.fileno())
