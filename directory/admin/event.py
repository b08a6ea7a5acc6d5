"""The record of what happened to profiles: read by moderators, written by the site alone."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from directory.models import ProfileEvent
from sciatica_site.admin.reading import ReadOnlyAdmin


@admin.register(ProfileEvent)
class ProfileEventAdmin(ReadOnlyAdmin):
    list_display = ("happened_at", "kind", "therapist_number", "revision", "who", "what_changed")
    list_display_links = ("happened_at",)
    fields = list_display
    list_filter = ("kind",)
    list_select_related = ("actor",)
    search_fields = ("=therapist_number", "actor__email")
    date_hierarchy = "happened_at"
    actions = None

    @admin.display(description=_("by"), ordering="actor")
    def who(self, event: ProfileEvent) -> str:
        """A name and no link: accounts are closed to moderators."""
        return str(event.actor or "–")

    @admin.display(description=_("fields"))
    def what_changed(self, event: ProfileEvent) -> str:
        return ", ".join(event.fields) or "–"
