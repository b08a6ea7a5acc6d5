"""Pages of our own in the admin, above all one about a row in the place of the stock form."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from sciatica_site.keys import number_or_404

from .reading import FixedRowsAdmin


def our_page(
    modeladmin: admin.ModelAdmin[Any], request: HttpRequest, template: str, context: dict[str, Any]
) -> TemplateResponse:
    """With what the frame of our pages, `admin/our_page.html`, needs beside `context`."""
    frame = {"opts": modeladmin.opts, "media": modeladmin.media}
    known = modeladmin.admin_site.each_context(request)
    return TemplateResponse(request, template, {**known, **frame, **context})


class RowPageAdmin(FixedRowsAdmin):
    """Opening a row changes nothing; each step has an address of its own."""

    def page_rows(self, request: HttpRequest) -> QuerySet[Any]:
        """Those that have a page, with what it tells of other tables."""
        return self.get_queryset(request)

    def row(self, request: HttpRequest, object_id: str) -> Any:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return get_object_or_404(self.page_rows(request), pk=number_or_404(object_id))

    def row_page(self, request: HttpRequest, row: Any) -> HttpResponse:
        """As it is before anything was sent."""
        raise NotImplementedError

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        return self.row_page(request, self.row(request, object_id))
