"""The record of what happened to conversations: read by moderators, written by the site alone."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from inquiries.models import InquiryEvent
from sciatica_site.admin.people import name_without_link
from sciatica_site.admin.reading import ReadOnlyAdmin


@admin.register(InquiryEvent)
class InquiryEventAdmin(ReadOnlyAdmin):
    list_display = ("happened_at", "kind", "conversation_number", "who", "reason")
    list_display_links = ("happened_at",)
    fields = list_display
    list_filter = ("kind",)
    list_select_related = ("actor",)
    search_fields = ("=conversation_number", "actor__email")
    date_hierarchy = "happened_at"
    actions = None
    who = name_without_link("actor", _("by"))
