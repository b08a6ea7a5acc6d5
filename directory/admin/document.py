"""Documents in the admin: which wait, where to open each, and the way to the check of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from directory.choices import ScanState
from directory.models import Document
from directory.presenters import checking
from directory.uploads.access import scans_for_others
from sciatica_site.admin.our_page import RowPageAdmin, our_page
from sciatica_site.admin.reading import ReadOnlyAdmin

from . import cells
from .attention import DocumentFilter

PAGE = "admin/directory/document/page.html"


@admin.register(Document)
class DocumentAdmin(RowPageAdmin, ReadOnlyAdmin):
    """Nothing can be changed here. Its therapist deletes a file, or the calendar: deleting a row
    would leave the file behind."""

    list_display = ("named", "scanned", "sent", "kept_until", "opening")
    list_display_links = ("named",)
    list_filter = (DocumentFilter, "scan", "kind", "format")
    list_select_related = ("therapist", "kind")
    search_fields = ("therapist__name",)
    date_hierarchy = "uploaded_at"
    actions = None

    class Media:
        css = {"all": ["admin/articles/desk.css", "admin/directory/checks.css"]}

    def get_ordering(self, request: HttpRequest) -> Any:
        """Of what waits the oldest first."""
        is_queue = request.GET.get(DocumentFilter.parameter_name)
        return ["uploaded_at", "pk"] if is_queue else ["-uploaded_at", "-pk"]

    def page_rows(self, request: HttpRequest) -> QuerySet[Document]:
        return Document.objects.select_related("therapist", "kind")

    def row_page(self, request: HttpRequest, row: Document) -> HttpResponse:
        credentials = row.therapist.credentials.filter(kind=row.kind_id)
        context = {
            "title": checking.copy_named(row),
            "document": row,
            "scanned": self.scanned(row),
            "opening": self.opening(row),
            "credentials": credentials.select_related("kind", "therapist"),
            "may_see_credentials": request.user.has_perm("directory.view_credential"),
        }
        return our_page(self, request, PAGE, context)

    @admin.display(description=_("document"))
    def named(self, document: Document) -> str:
        return checking.copy_named(document)

    @admin.display(description=_("scan"), ordering="scan")
    def scanned(self, document: Document) -> str:
        if document.scan == ScanState.WAITING and not settings.DOCUMENT_SCANNER:
            return str(_("Not scanned: there is no scanner. Open it with care."))
        return str(ScanState(document.scan).label)

    @admin.display(description=_("sent"), ordering="uploaded_at")
    def sent(self, document: Document) -> str:
        return cells.day(document.uploaded_at)

    @admin.display(description=_("is deleted on"), ordering="delete_on")
    def kept_until(self, document: Document) -> str:
        return cells.day(document.delete_on)

    @admin.display(description=_("file"))
    def opening(self, document: Document) -> str:
        is_over = document.delete_on <= timezone.localdate()
        if is_over or document.scan not in scans_for_others():
            return str(_("closed"))
        url = reverse("directory:document", args=[document.token])
        return format_html('<a href="{}">{}</a>', url, _("Download (this is recorded)"))
