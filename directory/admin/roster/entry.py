"""Entries of lists in the admin: found by their whole number, by nothing else."""

from __future__ import annotations

from typing import Any, NoReturn

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from directory.admin import cells
from directory.duplicates import plain_number
from directory.models import RosterEntry
from sciatica_site.admin.reading import ReadOnlyAdmin


@admin.register(RosterEntry)
class RosterEntryAdmin(ReadOnlyAdmin):
    """Most of these people have never heard of this site: there is nothing to browse."""

    list_display = ("number", "source", "name", "status", "is_active", "expires_on", "read_on")
    list_display_links = None
    list_select_related = ("source__register", "seen_in")
    search_fields = ("=number",)
    ordering = ("source", "number")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[RosterEntry], search_term: str
    ) -> tuple[QuerySet[RosterEntry], bool]:
        number = plain_number(search_term)
        return (queryset.filter(number=number) if number else queryset.none()), False

    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keys follow each other: pages of single entries could be gone through one by one."""
        self._say_that_there_is_none(request)

    def history_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._say_that_there_is_none(request)

    def _say_that_there_is_none(self, request: HttpRequest) -> NoReturn:
        if not self.has_view_permission(request):
            raise PermissionDenied
        raise Http404

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """No address may look for a name either."""
        return False

    @admin.display(description=RosterEntry._meta.get_field("seen_in").verbose_name)
    def read_on(self, entry: RosterEntry) -> str:
        return cells.day(entry.seen_in.begun_at)
