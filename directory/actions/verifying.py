"""Checks of credentials by moderators: written down, agreed to by a second person, and applied."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from directory import audited, checks, formatting
from directory.choices import CheckResult, EventKind, ProfileStatus
from directory.freshness import CHECK_HOLDS_FOR
from directory.models import Credential, Register, VerificationRecord
from directory.permissions import can_check
from directory.presenters import credentials as sentences
from directory.search import doc

from . import check_mails, date_asking, events, words
from .guarding import in_turn
from .refusals import Changed, Refused


class NoteTells(Refused):
    """The therapist gets the note with a copy of their data, and could tell who reported them."""


def needs_second() -> bool:
    return bool(settings.VERIFICATION_NEEDS_SECOND_PERSON)


@transaction.atomic
def check(
    credential_id: int,
    *,
    method: str,
    result: str,
    checked_on: date,
    by: User,
    register: Register | None = None,
    lookup_url: str = "",
    number: str = "",
    reference: str = "",
    valid_until: date | None = None,
    note: str = "",
    seen: str | None = None,
    asks_for_date: bool = False,
) -> VerificationRecord:
    """Write down what somebody looked up; it counts at once unless a second person has to agree.

    `number` is the one that was looked up. `seen` is the `checks.fingerprint` of what they had
    before them: whoever comes second with the same one is refused. `asks_for_date`: when
    the check counts at once and the day on the profile ends it, its therapist gets a mail.
    """
    credential = _held(credential_id, by)
    record = VerificationRecord(
        credential=credential, method=method, result=result, checked_on=checked_on, checked_by=by,
        register=register, lookup_url=lookup_url, number=number, reference=reference,
        valid_until=valid_until, note=note, needs_second=needs_second(),
    )  # fmt: skip
    if seen is not None and seen != checks.fingerprint(credential):
        raise Changed(
            _(
                "This changed since you opened the page: the credential says something else, or"
                " somebody has recorded a check. Look at it again."
            )
        )
    refuse_what_is_not_so(record, credential)
    refuse_telling_note(record, credential)
    _close_own(credential, by)
    record.save()
    before = credential.verification
    after = before if record.needs_second else _apply(record, credential, by)
    part = _part(record)
    audited.credential(
        "credential.checked", credential.pk, by=by, part=part, before=before, after=after
    )
    if asks_for_date and record.applied_at:
        date_asking.ask(credential, record, timezone.localdate(), by=by)
    return record


@transaction.atomic
def agree(record_id: int, *, by: User, asks_for_date: bool = False) -> VerificationRecord:
    """The second person has looked as well: from now on the check counts."""
    record, credential = _waiting(record_id, by)
    refuse_what_is_not_so(record, credential)
    _second(record, by, applied_at=timezone.now())
    before = credential.verification
    after = _apply(record, credential, by)
    audited.credential(
        "credential.check-agreed",
        credential.pk,
        by=by,
        part=_part(record),
        before=before,
        after=after,
    )
    if asks_for_date:
        date_asking.ask(credential, record, timezone.localdate(), by=by)
    return record


@transaction.atomic
def refuse(record_id: int, *, by: User) -> VerificationRecord:
    """The second person has found something else: the check never counts."""
    record, credential = _waiting(record_id, by)
    _second(record, by, refused_at=timezone.now())
    audited.credential(
        "credential.check-refused",
        credential.pk,
        by=by,
        part=_part(record),
        before=credential.verification,
        after=credential.verification,
    )
    return record


def _held(credential_id: int, by: User) -> Credential:
    """The credential as it is now, held until the end, for somebody who may check it."""
    if not can_check(by):
        raise PermissionDenied
    found = Credential.objects.filter(pk=credential_id).values_list("therapist_id", flat=True)
    therapist_id = found.first()
    if therapist_id is not None:
        in_turn(therapist_id)
    rows = Credential.objects.select_related("therapist__owner", "kind", "register")
    credential = rows.filter(pk=credential_id).first()
    if credential is None:
        raise Refused(_("This credential is gone: its therapist has taken it off the profile."))
    if credential.therapist.owner_id == by.pk:
        raise Refused(_("This is your own profile: somebody else has to check it."))
    return credential


def _waiting(record_id: int, by: User) -> tuple[VerificationRecord, Credential]:
    """A record that waits for a second person, and its credential, held until the end."""
    if not can_check(by):
        raise PermissionDenied
    record = VerificationRecord.objects.filter(pk=record_id).first()
    if record is None:
        raise Refused(_("This check is gone: its therapist has taken the credential off."))
    credential = _held(record.credential_id, by)
    record = VerificationRecord.objects.select_related("register").get(pk=record_id)
    if record.checked_by_id == by.pk:
        raise Refused(_("You made this check yourself: somebody else has to look."))
    if not record.needs_second or record.applied_at or record.refused_at:
        raise _decided()
    return record, credential


def _second(record: VerificationRecord, by: User, **moment: Any) -> None:
    """One conditional UPDATE: of any number who decide at once, one does."""
    waiting = VerificationRecord.objects.filter(
        pk=record.pk, needs_second=True, applied_at=None, refused_at=None
    )
    if waiting.update(second_by=by, second_at=timezone.now(), **moment) != 1:
        raise _decided()
    record.refresh_from_db()


def _decided() -> Changed:
    return Changed(_("This was decided already, or its therapist has changed the credential."))


def refuse_what_is_not_so(record: VerificationRecord, credential: Credential) -> None:
    """Raises `Refused` for a record that may not count for this credential as it is now."""
    today = timezone.localdate()
    if record.number != credential.number:
        raise Changed(
            _("The number of this credential has changed since you looked. Look it up again.")
        )
    if record.checked_on > today:
        raise Refused(_("The day of the check lies in the future."))
    if record.checked_on < today - CHECK_HOLDS_FOR:
        raise Refused(_("This check is more than a year old, so it says nothing about today."))
    if credential.checked_on and record.checked_on < credential.checked_on:
        raise Refused(
            _("There is a newer check of this, of %(day)s.")
            % {"day": formatting.day(credential.checked_on)}
        )
    if record.method in checks.ON_A_REGISTER and record.register_id is None:
        raise Refused(_("Choose the register where you looked it up."))
    until = record.valid_until
    if record.result == CheckResult.CONFIRMED and until and until < record.checked_on:
        raise Refused(
            _("What was valid only until %(day)s is not confirmed. Choose “not active”.")
            % {"day": formatting.day(until)}
        )


def refuse_telling_note(record: VerificationRecord, credential: Credential) -> None:
    """Raises `NoteTells`: a note is compared with open reports like all that therapists read."""
    if not record.note:
        return
    try:
        words.refuse_what_gives_away(credential.therapist_id, record.note)
    except Refused as refused:
        raise NoteTells(refused.message) from refused


def _close_own(credential: Credential, by: User) -> None:
    """Who looks again takes back what they wrote before; what somebody else wrote comes first."""
    waiting = VerificationRecord.objects.filter(
        credential=credential, needs_second=True, applied_at=None, refused_at=None
    )
    if waiting.exclude(checked_by=by).exists():
        raise Refused(
            _("A check of this waits for a second person. Agree to it or refuse it first.")
        )
    own = list(waiting)
    waiting.update(refused_at=timezone.now())
    for record in own:
        audited.credential(
            "credential.check-withdrawn",
            credential.pk,
            by=by,
            part=_part(record),
            before=credential.verification,
            after=credential.verification,
        )


def _apply(record: VerificationRecord, credential: Credential, by: User) -> str:
    """Let it count: what the credential says, the rows of search, the record, and a mail."""
    today = timezone.localdate()
    before = sentences.check(credential, today).text
    record.applied_at = record.applied_at or timezone.now()
    record.save(update_fields=["applied_at"])
    checks.put(credential, record)
    credential.save(update_fields=["verification", "checked_on", "checked_by", "good_until"])
    therapist = credential.therapist
    doc.refresh(therapist)
    events.record(therapist.pk, EventKind.VERIFIED, by=by, fields=["credentials"])
    is_changed = sentences.check(credential, today).text != before
    if is_changed and therapist.status != ProfileStatus.REMOVED:
        check_mails.tell(credential, record, today)
    return credential.verification


def _part(record: VerificationRecord) -> str:
    """Numbers and words of closed lists alone."""
    return f"check {record.pk}: {record.method}, {record.result}"
