"""Locks the files of a backup for the holders of age keys, and opens them again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyrage  # type: ignore[import-untyped]  # it has no types

from .failure import BackupFailed
from .streams import HashedReader, HashedWriter, copy, keep

ENDING = ".age"
PUBLIC = "age1"
SECRET = "AGE-SECRET-KEY-"  # noqa: S105 (how such a key begins)


@dataclass(frozen=True, slots=True)
class Stored:
    """One file of a backup: what it holds, and how it lies there."""

    name: str
    size: int
    sha256: str
    stored_size: int
    stored_sha256: str


class Lock:
    """Writes files for the recipients; without any, as they are."""

    def __init__(self, recipients: Sequence[str]) -> None:
        self._recipients = [_recipient(number, one) for number, one in enumerate(recipients, 1)]

    @property
    def is_open(self) -> bool:
        return not self._recipients

    def write(self, source: IO[bytes], folder: Path, name: str) -> Stored:
        """`name` is the path within the backup; a locked file gets an ending."""
        name = name if self.is_open else name + ENDING
        path = folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        reader = HashedReader(source)
        with path.open("xb") as file:
            writer = HashedWriter(file)
            if self.is_open:
                copy(reader, writer)
            else:
                pyrage.encrypt_io(reader, writer, self._recipients)
            keep(file)
        return Stored(name, reader.size, reader.sha256, writer.size, writer.sha256)


class Key:
    """Opens files with the secret keys in an identity file; without one, reads them as they are."""

    def __init__(self, identity: Path | None) -> None:
        self._identities = [] if identity is None else list(_identities(identity))

    def open_to(self, path: Path, target: IO[bytes]) -> tuple[int, str]:
        """Write the content of a stored file; gives its size and SHA-256."""
        writer = HashedWriter(target)
        with path.open("rb") as file:
            if path.suffix != ENDING:
                copy(file, writer)
            else:
                self._decrypt(file, writer)
        return writer.size, writer.sha256

    def _decrypt(self, file: IO[bytes], writer: HashedWriter) -> None:
        if not self._identities:
            raise BackupFailed("The backup is encrypted: name the file of its key by --identity.")
        try:
            pyrage.decrypt_io(file, writer, self._identities)
        except (pyrage.DecryptError, OSError) as error:
            raise BackupFailed(
                "The key does not open this backup, or a file of it is damaged."
            ) from error


def _recipient(number: int, text: str) -> Any:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise BackupFailed(
            f"Key {number} of BACKUP_RECIPIENTS is no public key of age: they begin with {PUBLIC}."
        ) from None


def _identities(path: Path) -> Iterable[Any]:
    """Lines as age-keygen writes them: comments, and one secret key or more."""
    try:
        lines = path.read_text("ascii").splitlines()
    except (OSError, ValueError):
        raise BackupFailed("The identity file cannot be read.") from None
    found = [line.strip() for line in lines if line.strip().startswith(SECRET)]
    if not found:
        raise BackupFailed(f"The identity file has no line that begins with {SECRET}")
    for line in found:
        try:
            yield pyrage.x25519.Identity.from_str(line)
        except pyrage.IdentityError:
            raise BackupFailed("A key in the identity file is damaged.") from None
