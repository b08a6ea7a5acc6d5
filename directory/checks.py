"""What a look at a register or a document means for a credential, as rules without steps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from .choices import CHECKED_LEVELS, CheckMethod, CheckResult, Verification
from .forms.licenses import REGISTERED
from .models import Credential, Register, VerificationRecord
from .queues.waiting import LAPSES_SOON

#: What is found in these is what the official register says.
ON_A_REGISTER = (CheckMethod.REGISTER, CheckMethod.ROSTER)
#: When one of these changes, what was checked is another credential.
CHECKED_FIELDS = ("kind", "issuer", "number", "region", "issued_on", "expires_on")


def level_of(method: str, result: str) -> Verification:
    """What a credential may say of itself after such a check."""
    if result != CheckResult.CONFIRMED:
        return Verification.COULD_NOT_VERIFY
    if method in ON_A_REGISTER:
        return Verification.REGISTER_CHECKED
    return Verification.DOCUMENT_SEEN


def put(credential: Credential, record: VerificationRecord) -> None:
    """Let the credential say what the record found. Saving it is the caller's."""
    credential.verification = level_of(record.method, record.result)
    credential.checked_on = record.checked_on
    credential.checked_by_id = record.checked_by_id
    is_good = credential.verification in CHECKED_LEVELS
    credential.good_until = record.valid_until if is_good else None


def ends_sooner(credential: Credential, record: VerificationRecord, today: date) -> bool:
    """Whether the day on the profile ends this check before the source's day does, or soon,
    where the source names none. Only its therapist changes that day."""
    own = credential.expires_on
    if own is None or record.result != CheckResult.CONFIRMED:
        return False
    return own < (record.valid_until or today + LAPSES_SOON)


def no_longer_count(credentials: Iterable[Credential]) -> None:
    """Nobody has checked what these say now, and what waits for a second person was about what
    they said before. Saving them is the caller's."""
    credentials = list(credentials)
    for one in credentials:
        one.verification = Verification.SELF_DECLARED
        one.checked_on = one.checked_by = one.good_until = None
    rows = VerificationRecord.objects.filter(credential__in=[one.pk for one in credentials])
    rows.filter(applied_at=None, refused_at=None).update(refused_at=timezone.now())


def fingerprint(credential: Credential) -> str:
    """Of what somebody who checks it has before them: its words, and the newest record of it."""
    rows = VerificationRecord.objects.filter(credential=credential).order_by("-pk")
    newest = rows.values_list("pk", "applied_at", "refused_at").first()
    names = ("kind_id" if name == "kind" else name for name in CHECKED_FIELDS)
    words = [str(getattr(credential, name)) for name in names]
    seen = json.dumps([*words, credential.verification, str(newest)])
    return hashlib.sha256(seen.encode(errors="replace")).hexdigest()[:32]


def doubts(credential: Credential, register: Register | None) -> list[str]:
    """Why this register may be the wrong one for this credential; remarks, not refusals."""
    if register is None:
        return []
    found = []
    wanted = REGISTERED.get(credential.kind.slug)
    if wanted is None:
        found.append(_("No public register that we know of lists this kind of credential."))
    elif register.kind != wanted:
        found.append(
            _("This register is for another kind: %(kind)s.")
            % {"kind": register.get_kind_display()}
        )
    if register.state and register.state != credential.region:
        found.append(
            _("This register is of %(state)s; the credential names %(region)s.")
            % {"state": register.state, "region": credential.region or _("no state")}
        )
    return found
