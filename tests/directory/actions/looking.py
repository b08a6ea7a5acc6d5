"""Writes down a check of a credential, and reads what the audit says of it, for tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import User
from directory.actions import verifying
from directory.choices import CheckMethod, CheckResult
from directory.models import Credential, VerificationRecord
from sciatica_site.models import AuditEntry
from tests.factories.moderation import register


def lines() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(subject="credential"))


def look(credential: Credential, by: User, **values: Any) -> VerificationRecord:
    given = {
        "method": CheckMethod.REGISTER, "result": CheckResult.CONFIRMED, "number": "MT.1",
        "checked_on": timezone.localdate(), "register": register(),
    } | values  # fmt: skip
    return verifying.check(credential.pk, by=by, **given)
