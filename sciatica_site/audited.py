"""The lines of the audit that belong to no app: data that left the site."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import audit
from .hooks import AuditSubject
from .models import AuditEntry

KINDS: dict[str, str | Promise] = {
    "data.exported": _("Data exported"),
}
SUBJECTS: dict[str, AuditSubject] = {"export": AuditSubject(_("Exported list"))}


def export(
    kind: str,
    what: str,
    *,
    by: audit.Actor,
    columns: Iterable[str] = (),
    rows: int | None = None,
    narrowed_by: Iterable[str] = (),
) -> AuditEntry:
    """`what` names the list; `narrowed_by` names its filters, never what somebody searched for."""
    return audit.record(
        kind,
        subject="export",
        number=what,
        by=by,
        part=", ".join(narrowed_by)[:80],
        fields=columns,
        after="" if rows is None else f"{rows} rows",
    )
