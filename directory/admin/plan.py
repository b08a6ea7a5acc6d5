"""Session plans in the admin, each with its phases."""

from __future__ import annotations

from django.contrib import admin

from directory.models import SessionPhase, SessionPlan

from .auditing import AuditedEdits


class PhaseInline(admin.TabularInline):
    model = SessionPhase
    extra = 0


@admin.register(SessionPlan)
class SessionPlanAdmin(AuditedEdits):
    list_display = ("therapist", "first_course", "review_after")
    list_filter = ("first_course",)
    list_select_related = ("therapist",)
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("therapist__name",)
    autocomplete_fields = ("therapist",)
    inlines = (PhaseInline,)
