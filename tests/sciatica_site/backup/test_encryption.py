"""Files of a backup are read by key holders only."""

from __future__ import annotations

import io
from pathlib import Path

import pyrage
import pytest

from sciatica_site.backup.encryption import Key, Lock
from sciatica_site.backup.failure import BackupFailed
from sciatica_site.backup.streams import hash_of

TEXT = b"what a person wrote " * 200_000


def opened(path: Path, key: Key) -> bytes:
    target = io.BytesIO()
    key.open_to(path, target)
    return target.getvalue()


def test_a_locked_file_shows_nothing_and_its_key_opens_it(
    tmp_path: Path, identity: tuple[str, Path]
) -> None:
    public, file = identity

    stored = Lock([public]).write(io.BytesIO(TEXT), tmp_path, "media/photos/a.jpg")

    path = tmp_path / "media/photos/a.jpg.age"
    assert stored.name == "media/photos/a.jpg.age"
    assert b"what a person wrote" not in path.read_bytes()
    assert (stored.stored_size, stored.stored_sha256) == hash_of(path)
    assert stored.size == len(TEXT)
    assert opened(path, Key(file)) == TEXT


def test_each_recipient_can_open_it(tmp_path: Path, identity: tuple[str, Path]) -> None:
    other = pyrage.x25519.Identity.generate()
    Lock([str(other.to_public()), identity[0]]).write(io.BytesIO(b"text"), tmp_path, "a")

    assert opened(tmp_path / "a.age", Key(identity[1])) == b"text"


def test_without_recipients_it_stays_as_it_is(tmp_path: Path) -> None:
    stored = Lock([]).write(io.BytesIO(b"text"), tmp_path, "a")

    assert stored.sha256 == stored.stored_sha256
    assert opened(tmp_path / "a", Key(None)) == b"text"


def test_a_key_that_is_none_is_named_by_its_place(identity: tuple[str, Path]) -> None:
    with pytest.raises(BackupFailed, match="Key 2 of BACKUP_RECIPIENTS"):
        Lock([identity[0], "age1nonsense"])


def test_another_key_a_cut_file_and_no_key_are_told_in_plain_words(
    tmp_path: Path, identity: tuple[str, Path]
) -> None:
    Lock([identity[0]]).write(io.BytesIO(TEXT), tmp_path, "a")
    path = tmp_path / "a.age"
    other = tmp_path / "other.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()))

    with pytest.raises(BackupFailed, match="does not open"):
        opened(path, Key(other))
    with pytest.raises(BackupFailed, match="--identity"):
        opened(path, Key(None))
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(BackupFailed, match="damaged"):
        opened(path, Key(identity[1]))


@pytest.mark.parametrize("text", ["", "# only a comment\n", "AGE-SECRET-KEY-1NONSENSE\n", "\u00e9"])
def test_a_file_without_a_key_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "identity.txt"
    path.write_text(text)

    with pytest.raises(BackupFailed, match="identity file"):
        Key(path)
    with pytest.raises(BackupFailed, match="cannot be read"):
        Key(tmp_path / "missing.txt")
