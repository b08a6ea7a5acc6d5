"""The lines of the audit about accounts: rights given and taken, and second factors removed."""

from __future__ import annotations

from typing import Unpack

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sciatica_site import audit
from sciatica_site.hooks import AuditSubject
from sciatica_site.models import AuditEntry

KINDS: dict[str, str | Promise] = {
    "account.role-changed": _("Rights of an account changed"),
    "account.changed": _("Account changed by staff"),
    "account.factor-removed": _("Second factor removed by staff"),
}
SUBJECTS: dict[str, AuditSubject] = {
    "account": AuditSubject(_("Account"), "accounts.User", name_field="email"),
    "role": AuditSubject(_("Role"), "auth.Group", name_field="name"),
}

account = audit.About("account")


def role(group_id: int, name: str, **said: Unpack[audit.Said]) -> AuditEntry:
    """About what everybody in a group may do."""
    said["part"] = name
    return audit.record("account.role-changed", subject="role", number=group_id, **said)
