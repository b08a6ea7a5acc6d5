"""The read model and the facet bits, for looking only: code writes them."""

from django.contrib import admin

from directory.models import FacetValue, SearchDoc, SearchGeneration, SearchText
from sciatica_site.admin.reading import ReadOnlyAdmin


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


@admin.register(SearchText)
class SearchTextAdmin(ReadOnlyAdmin):
    list_display = ("therapist", "name")
    list_select_related = ("therapist",)
    search_fields = ("therapist__name", "therapist__slug")


@admin.register(SearchGeneration)
class SearchGenerationAdmin(ReadOnlyAdmin):
    list_display = ("number",)
