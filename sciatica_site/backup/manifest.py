"""What a backup says of itself: a list of its files for everybody, its contents for key holders."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .encryption import Stored
from .failure import BackupFailed
from .streams import hash_of, keep

FORMAT = 1
WHAT = "backup of the Sciatica & Massage Guide"
FILE = "manifest.json"
CONTENTS = "contents.json"


@dataclass(frozen=True, slots=True)
class TableSum:
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FileSum:
    size: int
    sha256: str


@dataclass(slots=True)
class Contents:
    """What is in the backup, hash by hash; encrypted where the backup is."""

    engine: str
    server: str
    client: str
    tables: dict[str, TableSum]
    dump: FileSum
    migrations: list[str]
    #: Keyed digests of nothing: they tell whether a key is the one of then, and not which.
    key_marks: dict[str, list[str]]
    media: dict[str, FileSum] = field(default_factory=dict)

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Contents:
        try:
            values: dict[str, Any] = json.loads(text)
            values["tables"] = {name: TableSum(**one) for name, one in values["tables"].items()}
            values["media"] = {name: FileSum(**one) for name, one in values["media"].items()}
            values["dump"] = FileSum(**values["dump"])
            return cls(**values)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BackupFailed("The contents of the backup cannot be read.") from error


@dataclass(frozen=True, slots=True)
class Manifest:
    """Read without any key: which files belong to the backup, and whether they are whole."""

    made_at: datetime.datetime
    engine: str
    is_encrypted: bool
    files: dict[str, FileSum]

    def name_of(self, plain: str) -> str:
        """The file's name in the folder, with the ending that a locked one has."""
        for name in (plain, f"{plain}.age"):
            if name in self.files:
                return name
        raise BackupFailed(f"The backup has no file {plain}.")


def write(
    folder: Path,
    *,
    made_at: datetime.datetime,
    engine: str,
    is_encrypted: bool,
    files: Iterable[Stored],
) -> Manifest:
    """The last file of a backup: a folder without it is none."""
    sums = {one.name: FileSum(one.stored_size, one.stored_sha256) for one in files}
    values = {
        "what": WHAT,
        "format": FORMAT,
        "made_at": made_at.isoformat(),
        "engine": engine,
        "is_encrypted": is_encrypted,
        "files": {name: asdict(one) for name, one in sums.items()},
    }
    with (folder / FILE).open("xb") as file:
        file.write(json.dumps(values, indent=1, sort_keys=True).encode())
        keep(file)
    return Manifest(made_at, engine, is_encrypted, sums)


def read(folder: Path) -> Manifest:
    try:
        values = json.loads((folder / FILE).read_bytes())
        if values["what"] != WHAT:
            raise ValueError
        number = int(values["format"])
        found = Manifest(
            datetime.datetime.fromisoformat(values["made_at"]),
            str(values["engine"]),
            bool(values["is_encrypted"]),
            {name: FileSum(**one) for name, one in values["files"].items()},
        )
        if found.made_at.tzinfo is None:
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise BackupFailed(f"There is no backup in {folder}.") from None
    if number != FORMAT:
        raise BackupFailed(f"The backup has format {number}; this release reads {FORMAT}.")
    return found


def check_file(folder: Path, name: str, expected: FileSum) -> None:
    """Read it from the disk once more, and compare."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise BackupFailed("The backup names a file outside its folder.")
    try:
        found = FileSum(*hash_of(path))
    except OSError:
        raise BackupFailed(f"A file of the backup is missing or cannot be read: {name}") from None
    if found != expected:
        raise BackupFailed(f"A file of the backup is damaged or cut off: {name}")
