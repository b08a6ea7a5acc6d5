"""The page on which a moderator checks a credential: its facts, and what the profile would say."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from directory import checks, formatting
from directory.models import Credential, Document, Register, VerificationRecord
from directory.queues import waiting

from . import credentials
from .review_around import ShownDocument, documents_of


@dataclass(frozen=True)
class Preview:
    """The words of the public pages, by the code that writes them there."""

    profile: str
    check: credentials.CheckStatement
    counts_until: str
    #: That the day on the profile ends the check, and on which day its therapist was asked, if any.
    sooner: str = ""
    asked_on: str = ""


def preview(credential: Credential, record: VerificationRecord, today: date) -> Preview:
    """What the profile would say if this record counted."""
    after = copy(credential)
    checks.put(after, record)
    last_day = after.last_good_day
    return Preview(
        credentials.statement(after),
        credentials.check(after, today),
        formatting.day(last_day) if last_day else "",
        *_sooner(credential, record, today),
    )


def _sooner(credential: Credential, record: VerificationRecord, today: date) -> tuple[str, str]:
    own, until = credential.expires_on, record.valid_until
    if own is None or not checks.ends_sooner(credential, record, today):
        return "", ""
    if until:
        text = _(
            "This check is good until %(until)s, but the profile says that it ends on %(own)s: the"
            " profile shows the earlier date until the therapist changes it."
        ) % {"until": formatting.day(until), "own": formatting.day(own)}
    else:
        text = _(
            "The profile says that it ends on %(own)s, and the check counts no longer than that,"
            " until the therapist changes the date."
        ) % {"own": formatting.day(own)}
    asked = waiting.asked_on(credential, today)
    return text, formatting.day(asked) if asked else ""


def named(credential: Credential) -> str:
    """Whose it is, which kind and number, and where."""
    words = " ".join(part for part in (str(credential.kind), credential.number) if part)
    what = ", ".join(part for part in (words, credential.region) if part)
    return _("%(therapist)s: %(what)s") % {"therapist": credential.therapist.name, "what": what}


def copy_named(document: Document) -> str:
    names = {"therapist": document.therapist.name, "kind": document.kind}
    return _("%(therapist)s: copy of %(kind)s") % names


class CheckPage:
    """For a credential loaded with its kind, register and therapist."""

    def __init__(self, credential: Credential, today: date) -> None:
        self.credential = credential
        self.today = today

    @property
    def facts(self) -> list[tuple[str, str]]:
        one = self.credential
        found = [
            (_("Name on the profile"), one.therapist.name),
            (_("Kind"), one.kind.name),
            (_("Title"), one.title),
            (_("Number"), one.number),
            (_("State or place"), one.region),
            (_("Issued by"), one.issuer),
            (_("Issued on"), formatting.day(one.issued_on) if one.issued_on else ""),
            (_("Valid through"), formatting.day(one.expires_on) if one.expires_on else ""),
            (_("How it can be checked"), one.kind.how_checked),
        ]
        return [(label, text) for label, text in found if text]

    @property
    def says_now(self) -> credentials.CheckStatement:
        return credentials.check(self.credential, self.today)

    @cached_property
    def documents(self) -> list[ShownDocument]:
        return documents_of(self.credential.therapist)

    @cached_property
    def records(self) -> list[VerificationRecord]:
        rows = self.credential.records.select_related("checked_by", "second_by", "register")
        return list(rows)

    @property
    def waiting(self) -> list[VerificationRecord]:
        return [one for one in self.records if is_waiting(one)]

    def doubts(self, register: Register | None) -> list[str]:
        return checks.doubts(self.credential, register)


def is_waiting(record: VerificationRecord) -> bool:
    return record.needs_second and record.applied_at is None and record.refused_at is None


def state_of(record: VerificationRecord) -> str:
    """Where a check stands, in words."""
    if record.applied_at:
        return _("counted from %(day)s") % {"day": formatting.day(record.applied_at.date())}
    if record.refused_at is None:
        return _("waits for a second person")
    if record.second_by_id:
        return _("refused by a second person")
    return _("taken back, or the credential was changed")
