"""Gives a list of the admin, as it is narrowed at the moment, as a CSV file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from . import audited, csv_files

#: Whoever takes data out of the site needs this besides the right to see the list.
PERMISSION = "sciatica_site.export_data"
MOST_ROWS = 100_000
ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is what the audit calls it; without `permission` nobody gets it."""

    name: str
    label: str | Promise
    value: Callable[[Any], object]
    permission: str = ""


class ExportMixin(admin.ModelAdmin):
    """A button above the list. What it gives is what the list shows, all pages of it."""

    change_list_template = "admin/export_list.html"
    #: The name of the file and of the list in the audit.
    export_name = ""
    export_columns: tuple[Column, ...] = ()

    def export_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The place to name what a row of the file needs from other tables."""
        return rows

    def may_export(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request) and request.user.has_perm(PERMISSION)

    def columns_for(self, request: HttpRequest) -> list[Column]:
        return [
            column
            for column in self.export_columns
            if not column.permission or request.user.has_perm(column.permission)
        ]

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        view = self.admin_site.admin_view(require_POST(self.export_view))
        return [path("export/", view, name=name), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"may_export": self.may_export(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        if not self.may_export(request):
            raise PermissionDenied
        try:
            shown = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return self._refuse(request, _("The filters of the list were not understood."))
        # Before the line about it is written: the audit does not tell of its own export.
        rows = self.export_rows(shown.queryset)
        count = rows.count()
        if count > MOST_ROWS:
            text = ngettext(
                "Nothing was exported: a file holds at most %(most)d row. Narrow the list.",
                "Nothing was exported: a file holds at most %(most)d rows. Narrow the list.",
                MOST_ROWS,
            )
            return self._refuse(request, text % {"most": MOST_ROWS})
        columns = self.columns_for(request)
        with transaction.atomic():
            audited.export(
                "data.exported",
                self.export_name,
                by=request.user,
                columns=[column.name for column in columns],
                rows=count,
                narrowed_by=_narrowed_by(shown),
            )
        header = [column.label for column in columns]
        values = _values(rows, columns)
        return csv_files.response(self.export_name, header, values)

    def _refuse(self, request: HttpRequest, text: str) -> HttpResponseBase:
        self.message_user(request, text, messages.ERROR)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        return HttpResponseRedirect(reverse(name))


def _values(rows: QuerySet[Any], columns: list[Column]) -> Iterator[list[object]]:
    """Some hundred rows at once, with what belongs to them: the length costs no memory."""
    for row in rows[:MOST_ROWS].iterator(chunk_size=ROWS_AT_ONCE):
        yield [column.value(row) for column in columns]


def _narrowed_by(shown: ChangeList) -> Iterator[str]:
    """The filters in the list's own words. What somebody has searched for may be a name, and what
    they have written into the address anything, so neither is repeated."""
    for spec in shown.filter_specs:
        if spec.used_parameters:
            chosen = [one for one in spec.choices(shown) if one.get("selected")]
            yield f"{spec.title}: {', '.join(str(one['display']) for one in chosen)}"
    if shown.date_hierarchy and any(
        name.startswith(f"{shown.date_hierarchy}__") for name in shown.params
    ):
        yield str(_("dates"))
    if shown.query:
        yield str(_("words"))
