"""Documents in the admin: which there are and where to open them; nothing can be changed here."""

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from directory.choices import ScanState
from directory.models import Document
from directory.uploads.access import scans_for_others


@admin.register(Document)
class DocumentAdmin(admin.ModelAdmin):
    list_display = ("therapist", "kind", "format", "scanned", "uploaded_at", "delete_on", "opening")
    list_filter = ("scan", "kind", "format")
    list_select_related = ("therapist", "kind")
    search_fields = ("therapist__name",)
    date_hierarchy = "uploaded_at"
    # Not the file itself: its name is an address inside the storage, which serves nobody.
    fields = (
        "therapist", "kind", "format", "size", "scanned", "uploaded_at", "delete_on", "opening",
    )  # fmt: skip
    readonly_fields = fields

    @admin.display(description=_("scan"), ordering="scan")
    def scanned(self, document: Document) -> str:
        if document.scan == ScanState.WAITING and not settings.DOCUMENT_SCANNER:
            return str(_("Not scanned: there is no scanner. Open it with care."))
        return str(ScanState(document.scan).label)

    @admin.display(description=_("file"))
    def opening(self, document: Document) -> str:
        is_over = document.delete_on <= timezone.localdate()
        if is_over or document.scan not in scans_for_others():
            return str(_("closed"))
        url = reverse("directory:document", args=[document.token])
        return format_html('<a href="{}">{}</a>', url, _("Download (this is recorded)"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        """Its therapist deletes it, or the calendar: deleting here would leave the file behind."""
        return False
