"""Reads the mails that were written into a folder instead of being sent, while developing."""

from __future__ import annotations

import hashlib
import heapq
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses
from pathlib import Path

from django.conf import settings
from post_office.models import STATUS, Email

#: No list is longer, and no more files are read for it.
MOST = 200
#: More of one file is not read: a mail of this site has a hundredth of that.
MOST_BYTES = 300_000
#: Django ends each message with a line of dashes; the next one begins with its kind.
END_OF_MESSAGE = re.compile(rb"\n-{79}\r?\n(?=Content-Type:|\s*\Z)")
ENDING = ".log"
UNREADABLE = "(This mail cannot be read.)"


@dataclass(frozen=True, slots=True)
class WrittenMail:
    """One message out of a file; `id` is the same as long as the file is there."""

    id: str
    written_at: datetime
    sender: str
    recipients: tuple[str, ...]
    subject: str
    message_id: str
    text: str
    html: str


def newest() -> list[WrittenMail]:
    """The newest first; nothing where there is no folder."""
    mails: list[WrittenMail] = []
    for file in _newest_files():
        mails += _mails_in(file)
        if len(mails) >= MOST:
            break
    return mails[:MOST]


def find(id: str) -> WrittenMail | None:
    """Names are compared, never put together to a path: nothing outside can be asked for."""
    return next((mail for mail in newest() if mail.id == id), None)


def recipients_of(mails: Iterable[WrittenMail]) -> list[tuple[str, int]]:
    """Who got how many, by address."""
    return sorted(Counter(one for mail in mails for one in mail.recipients).items())


def waiting() -> list[Email]:
    """What is still in the queue. The worker writes it within seconds."""
    rows = Email.objects.filter(status__in=(STATUS.queued, STATUS.requeued))
    return list(rows.only("subject", "to", "created", "status").order_by("-created")[:MOST])


def _newest_files() -> list[Path]:
    """Only real files of the folder itself: no links that lead out of it."""
    if not settings.EMAIL_FILE_PATH:
        return []
    found: list[tuple[float, Path]] = []
    try:
        with os.scandir(settings.EMAIL_FILE_PATH) as entries:
            for entry in entries:
                if entry.name.endswith(ENDING) and entry.is_file(follow_symlinks=False):
                    found.append((entry.stat(follow_symlinks=False).st_mtime, Path(entry.path)))
    except OSError:
        return []
    return [path for _time, path in heapq.nlargest(MOST, found)]


def _mails_in(file: Path) -> Iterator[WrittenMail]:
    """The last one was written last."""
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES)
            written_at = datetime.fromtimestamp(os.fstat(stream.fileno()).st_mtime, tz=UTC)
    except OSError:
        return
    parts = [part for part in END_OF_MESSAGE.split(content) if part.strip()][:MOST]
    for number, part in reversed(list(enumerate(parts))):
        name = f"{file.name}\n{number}".encode(errors="surrogateescape")
        yield _parse(hashlib.sha256(name).hexdigest()[:16], written_at, part.lstrip())


def _parse(id: str, written_at: datetime, content: bytes) -> WrittenMail:
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(content)
        return WrittenMail(
            id=id,
            written_at=written_at,
            sender=_header(message, "From"),
            recipients=_recipients(message),
            subject=_header(message, "Subject"),
            message_id=_header(message, "Message-ID"),
            text=_part(message, "plain"),
            html=_part(message, "html"),
        )
    except Exception:  # the parser of broken mail has faults of its own, of many kinds
        text = content.decode("utf-8", errors="replace")
        return WrittenMail(id, written_at, "", (), UNREADABLE, "", text, "")


def _header(message: EmailMessage, name: str) -> str:
    return _clean(str(message.get(name, "")))


def _recipients(message: EmailMessage) -> tuple[str, ...]:
    values = [str(value) for name in ("To", "Cc") for value in message.get_all(name, [])]
    addresses = (_clean(address).strip() for _name, address in getaddresses(values))
    return tuple(dict.fromkeys(address for address in addresses if address))


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    return _clean(str(body.get_content())) if body is not None else ""


def _clean(text: str) -> str:
    """Half characters cannot be sent to a browser."""
    return text.encode("utf-8", errors="replace").decode()
