"""Places of work in the admin: each with how to get in, and the search row that goes with it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from directory.models import LocationAccess, PracticeLocation, SearchDoc
from directory.search import doc

from .auditing import AuditedEdits


class AccessInline(admin.TabularInline):
    model = LocationAccess
    extra = 0


@admin.register(PracticeLocation)
class PracticeLocationAdmin(AuditedEdits):
    list_display = ("therapist", "city", "state", "postal_code", "setting")
    list_filter = ("setting", "state")
    list_select_related = ("therapist",)
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("therapist__name", "city", "=postal_code")
    autocomplete_fields = ("therapist",)
    inlines = (AccessInline,)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        doc.refresh(form.instance.therapist)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """The search row goes with its place; nobody needs a permission of its own for that."""
        found, counts, permissions, protected = super().get_deleted_objects(objs, request)
        return found, counts, permissions - {SearchDoc._meta.verbose_name}, protected

    def delete_model(self, request: HttpRequest, obj: PracticeLocation) -> None:
        therapist = obj.therapist
        super().delete_model(request, obj)
        doc.refresh(therapist)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions
