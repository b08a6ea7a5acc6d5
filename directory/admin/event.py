"""The record of what happened to profiles: read by moderators, written by the site alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from directory.models import ProfileEvent


@admin.register(ProfileEvent)
class ProfileEventAdmin(admin.ModelAdmin):
    """Only ever added to, so that nobody changes or deletes a line, whatever they may do else."""

    list_display = ("happened_at", "kind", "therapist_number", "revision", "actor", "what_changed")
    list_display_links = ("happened_at",)
    list_filter = ("kind",)
    list_select_related = ("actor",)
    search_fields = ("=therapist_number", "actor__email")
    date_hierarchy = "happened_at"
    actions = None
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("fields"))
    def what_changed(self, event: ProfileEvent) -> str:
        return ", ".join(event.fields) or "–"
