"""Filters of the admin's lists that show what the queues of the first page have counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.models import Credential
from directory.queues import verification, waiting

Rows = Callable[[], QuerySet[Any]]


class AttentionFilter(admin.SimpleListFilter):
    """Each choice is one of the named sets in waiting.py."""

    title = _("needs attention")
    parameter_name = "attention"
    choice: dict[str, tuple[Promise, Rows]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(key, label) for key, (label, _rows) in self.choice.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.choice.get(self.value() or "")
        if chosen is None:
            return queryset
        return queryset.filter(pk__in=chosen[1]().order_by().values("pk"))


class ProfileFilter(AttentionFilter):
    choice = {
        "stale": (
            _("Not confirmed for 90 days"),
            lambda: waiting.stale_profiles(timezone.localdate()),
        ),
    }


class DocumentFilter(AttentionFilter):
    choice = {
        "unchecked": (_("To check"), lambda: waiting.documents(timezone.localdate())),
    }


class CredentialFilter(AttentionFilter):
    choice = {
        "lapsing": (
            _("Check ends soon or has ended"),
            lambda: waiting.lapsing_credentials(timezone.localdate()),
        ),
        "lapsed": (
            _("Check has ended"),
            lambda: Credential.objects.lapsed(timezone.localdate()),
        ),
        "asked": (
            _("Therapist asked for the new date"),
            lambda: waiting.credentials_asked_about(timezone.localdate()),
        ),
        "never": (_("On a register, never looked up"), verification.never_checked),
    }
