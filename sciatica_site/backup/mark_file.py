"""The marks of erasures beside the backups: they must be newer than any of them."""

from __future__ import annotations

import datetime
import fcntl
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

from sciatica_site.models import ErasureMark

from . import keys
from .failure import BackupFailed

NAME = "erasures.jsonl"
#: Bytes in which the last line surely begins.
MOST_OF_THE_END = 64_000


class Line(NamedTuple):
    kind: str
    digest: str
    erased_at: datetime.datetime
    #: Short digest of the key that the mark was made with; empty where that is not known.
    key: str


def add(folder: str | Path, marks: Iterable[ErasureMark], *, is_new: bool = True) -> int:
    """Append in one step that survives a crash; gives how many.

    New ones are not looked for: their number grows for as long as the site is there, and `read`
    tells what is there twice. Of those that are not new only what is missing is written.
    """
    root = Path(folder)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    number = os.open(root / NAME, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(number, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        known = {} if is_new else _moments(_all_of(file))
        missing = [one for one in marks if not _is_known(one, known)]
        if missing:
            _mend_the_end(file)
            key = keys.secret_mark() if is_new else ""
            file.write(b"".join(_line(one, key) for one in missing))
            file.flush()
            os.fsync(file.fileno())
    return len(missing)


def _is_known(mark: ErasureMark, known: dict[tuple[str, str], datetime.datetime]) -> bool:
    moment = known.get((mark.kind, mark.digest))
    return moment is not None and moment >= mark.erased_at


def _all_of(file: BinaryIO) -> Iterable[Line]:
    file.seek(0)
    return _lines(file.read(), is_strict=False)


def _moments(lines: Iterable[Line]) -> dict[tuple[str, str], datetime.datetime]:
    """A step that was taken twice counts by its newer moment."""
    found: dict[tuple[str, str], datetime.datetime] = {}
    for one in lines:
        key = one.kind, one.digest
        found[key] = max(one.erased_at, found.get(key, one.erased_at))
    return found


def _mend_the_end(file: BinaryIO) -> None:
    """A line that a crash has cut off goes; the next backup writes it again, from the table."""
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - MOST_OF_THE_END)
    file.seek(start)
    end = file.read()
    if not end or end.endswith(b"\n"):
        return
    if start and b"\n" not in end:
        file.write(b"\n")  # no line is so long: whoever reads the file has to be told
    else:
        file.truncate(start + end.rfind(b"\n") + 1)


def read(folder: Path) -> list[Line]:
    """All marks, each once, with its newest moment.

    Each backup leaves this file beside it, also an empty one: a missing file does not say that
    nobody was erased, and one that cannot be read stops everything.
    """
    try:
        text = (folder / NAME).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise BackupFailed(
            f"There is no {NAME} in {folder}, so people who were erased would come back. Name the"
            " folder of the newest one by --erasures, or, if it is lost for good, use"
            " --without-erasures."
        ) from None
    except OSError as error:
        raise BackupFailed(f"{NAME} cannot be read.") from error
    lines = list(_lines(text, is_strict=True))
    # Of those that are there twice, one may say with which key they were made.
    keys_of_marks = {(one.kind, one.digest): one.key for one in lines if one.key}
    return [
        Line(kind, digest, moment, keys_of_marks.get((kind, digest), ""))
        for (kind, digest), moment in _moments(lines).items()
    ]


def keys_of(lines: Iterable[Line]) -> set[str]:
    """Short digests of the keys that the marks were made with, where they are known."""
    return {one.key for one in lines if one.key}


def newest(lines: Iterable[Line]) -> datetime.datetime | None:
    """For a person to see whether this is the file they think it is."""
    return max((one.erased_at for one in lines), default=None)


def _line(mark: ErasureMark, key: str) -> bytes:
    values = {
        "kind": str(mark.kind),
        "digest": mark.digest,
        "erased_at": mark.erased_at.isoformat(),
        "key": key,
    }
    return json.dumps(values).encode() + b"\n"


def _lines(text: bytes, *, is_strict: bool) -> Iterable[Line]:
    """Strictly, only the last line may be broken: a crash has cut it off."""
    lines = text.split(b"\n")
    for position, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
            born = datetime.datetime.fromisoformat(values["erased_at"])
            if born.tzinfo is None:
                raise ValueError
            yield Line(str(values["kind"]), str(values["digest"]), born, str(values["key"]))
        except (ValueError, KeyError, TypeError):
            if is_strict and position < len(lines):
                raise BackupFailed(f"Line {position} of {NAME} cannot be read.") from None
