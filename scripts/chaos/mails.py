"""What a mail is about, and how often each one was taken."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

#: A patient's link, or a therapist's to one conversation.
LINK = re.compile(r"/messages/[^/\s]+/|/dashboard/inquiries/[^/\s]+/")
PATIENTS_LINK = "/messages/"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Read:
    """What we keep of a mail: enough to go on with it, and to know it again."""

    message_id: str
    subject: str
    link: str


def read(content: bytes) -> Read:
    message = message_from_bytes(content, _class=EmailMessage, policy=default)
    body = message.get_body(("plain",))
    link = LINK.search(str(body.get_content()) if body else "")
    return Read(
        str(message["Message-ID"]).strip(), str(message["Subject"]), link[0] if link else ""
    )


@dataclass(frozen=True, slots=True)
class Mails:
    """What the mail server took. A mail is named by its purpose, recipient and conversation."""

    ids: dict[tuple[str, str, str], set[str]]
    by_purpose: dict[str, int]
    total: int
    duplicates: int

    def has(self, purpose: str, to: str, conversation: str = "") -> bool:
        return bool(self.ids.get((purpose, to.lower(), conversation)))

    def named(self, *purposes: str) -> set[tuple[str, str, str]]:
        return {name for name in self.ids if name[0] in purposes}

    @property
    def with_several_ids(self) -> int:
        """The same mail, written a second time: that is no repetition, but another mail."""
        return sum(len(ids) > 1 for ids in self.ids.values())


def count(taken: list[dict[str, Any]], purposes: dict[str, str]) -> Mails:
    """`purposes` by subject."""
    ids: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    by_purpose: Counter[str] = Counter()
    for line in taken:
        purpose = purposes.get(line["subject"], UNKNOWN)
        # A patient's link is signed anew in each mail, and each patient here has one inquiry.
        is_patients = line["link"].startswith(PATIENTS_LINK) or not line["link"]
        conversation = "" if is_patients else line["link"].rstrip("/").rpartition("/")[2]
        ids[purpose, line["to"].lower(), conversation].add(line["message_id"])
        by_purpose[purpose] += 1
    times = Counter((line["to"], line["message_id"]) for line in taken)
    return Mails(dict(ids), dict(by_purpose), len(taken), sum(times.values()) - len(times))
