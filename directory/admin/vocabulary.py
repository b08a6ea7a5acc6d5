"""Vocabulary, registers and places in the admin: wording may change, slugs and bits may not."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from directory.actions import vocabulary
from directory.models import (
    AccessFeature,
    AssessmentItem,
    ClinicianKind,
    ComfortFeature,
    ComplementaryTreatment,
    Condition,
    CredentialKind,
    Language,
    PaymentKind,
    Place,
    PolicyKind,
    Register,
    Technique,
    Term,
)

from .auditing import AuditedWords


class TermAdmin(AuditedWords):
    """A saved term carries its label to the filters; it is made inactive, never deleted."""

    list_display = ["name", "slug", "position", "is_active"]
    list_editable = ("position",)
    list_filter = ["is_active"]
    search_fields = ("name", "slug", "definition")
    ordering = ("position", "name")

    def get_readonly_fields(self, request: HttpRequest, obj: Term | None = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Term | None = None
    ) -> dict[str, Sequence[str]]:
        return {} if obj else {"slug": ("name",)}

    def has_delete_permission(self, request: HttpRequest, obj: Term | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Term, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        vocabulary.sync_facets()


@admin.register(Technique)
class TechniqueAdmin(TermAdmin):
    list_display = ["name", "slug", "is_offered", "position", "is_active"]
    list_filter = ["is_offered", "is_active"]


@admin.register(Condition)
class ConditionAdmin(TermAdmin):
    list_display = ["name", "slug", "kind", "position", "is_active"]
    list_filter = ["kind", "is_active"]


@admin.register(AssessmentItem)
class AssessmentItemAdmin(TermAdmin):
    list_display = ["name", "slug", "is_core", "position", "is_active"]
    list_filter = ["is_core", "is_active"]


@admin.register(PaymentKind)
class PaymentKindAdmin(TermAdmin):
    list_display = ["name", "slug", "is_filter", "position", "is_active"]
    list_filter = ["is_filter", "is_active"]


admin.site.register(
    [
        AccessFeature,
        ClinicianKind,
        ComfortFeature,
        ComplementaryTreatment,
        CredentialKind,
        Language,
        PolicyKind,
    ],
    TermAdmin,
)


@admin.register(Register)
class RegisterAdmin(AuditedWords):
    list_display = ["name", "state", "kind", "lookup_url", "checked_on"]
    list_filter = ["kind", "checked_on"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    search_fields = ("name", "state", "slug")

    def get_readonly_fields(
        self, request: HttpRequest, obj: Register | None = None
    ) -> tuple[str, ...]:
        return ("slug",) if obj else ()


@admin.register(Place)
class PlaceAdmin(AuditedWords):
    list_display = ["name", "state", "kind", "postal_code", "county", "canonical_name"]
    list_filter = ["kind", "state"]
    search_fields = ("=postal_code", "key", "name")
    show_full_result_count = False
