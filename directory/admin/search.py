"""The read model and the facet bits, for looking only: code writes them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from directory.models import FacetValue, SearchDoc, SearchGeneration, SearchText


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(FacetValue)
class FacetValueAdmin(ReadOnlyAdmin):
    list_display = ("label", "group", "value", "bit", "is_active")
    list_filter = ("group", "is_active")
    search_fields = ("label", "value")


@admin.register(SearchDoc)
class SearchDocAdmin(ReadOnlyAdmin):
    list_display = ("therapist", "location", "confirmed_on", "lapses_at")
    list_select_related = ("therapist", "location")
    search_fields = ("therapist__name", "therapist__slug")
    show_full_result_count = False


@admin.register(SearchText)
class SearchTextAdmin(ReadOnlyAdmin):
    list_display = ("therapist", "name")
    list_select_related = ("therapist",)
    search_fields = ("therapist__name", "therapist__slug")
    show_full_result_count = False


@admin.register(SearchGeneration)
class SearchGenerationAdmin(ReadOnlyAdmin):
    list_display = ("number",)
