"""Tells therapists by mail that what we checked of their credentials reads differently now."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory import formatting
from directory.checks import ON_A_REGISTER
from directory.choices import CheckResult
from directory.models import Credential, VerificationRecord
from directory.presenters import credentials as sentences

from . import mails

#: What we found instead, on a register or a list, and in a document or a letter.
FOUND_INSTEAD = {
    (CheckResult.NOT_FOUND, True): gettext_lazy("We did not find your number on the register."),
    (CheckResult.NOT_FOUND, False): gettext_lazy("We did not find it in what you sent us."),
    (CheckResult.DIFFERS, True): gettext_lazy(
        "We found an entry on the register, but something in it, such as the name or a date, is"
        " not the same as on your profile."
    ),
    (CheckResult.DIFFERS, False): gettext_lazy(
        "Something in what you sent us, such as the name or a date, is not the same as on your"
        " profile."
    ),
    (CheckResult.NOT_ACTIVE, True): gettext_lazy("The register says that it is not active."),
    (CheckResult.NOT_ACTIVE, False): gettext_lazy("What you sent us is no longer valid."),
}


def tell(credential: Credential, record: VerificationRecord, today: date) -> None:
    event = "verified" if credential.was_checked else "could_not_verify"
    mails.tell(credential.therapist, event, **context(credential, record, today))


def context(credential: Credential, record: VerificationRecord, today: date) -> dict[str, Any]:
    """Names the kind alone: numbers have no place in a mail."""
    last_day = credential.last_good_day
    on_register = record.method in ON_A_REGISTER
    edit = reverse("directory:profile-edit", args=["credentials"])
    result = CheckResult(record.result)
    return {
        "name": credential.therapist.name,
        "credential": credential.kind.name,
        "sentence": sentences.check(credential, today).text,
        "counts_until": formatting.day(last_day) if last_day else "",
        "is_public": credential.therapist.is_public(today),
        "found": FOUND_INSTEAD.get((result, on_register), _("We could not confirm it.")),
        "register": str(record.register.name) if record.register and on_register else "",
        "edit_url": settings.SITE_URL + edit,
        "documents_url": settings.SITE_URL + reverse("directory:documents"),
    }
