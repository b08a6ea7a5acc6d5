"""Imports of lists in the admin: how far each is, its bad rows, and the button to give it up."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from accounts.permissions import person
from directory.actions.refusals import Refused
from directory.admin import cells
from directory.choices import UNFINISHED_IMPORTS, ImportState, ProposalKind
from directory.models import RosterImport
from directory.rosters import steps, turns
from sciatica_site.admin.our_page import RowPageAdmin, our_page
from sciatica_site.admin.reading import ReadOnlyAdmin

PROBLEMS_AT_ONCE = 100


@admin.register(RosterImport)
class RosterImportAdmin(RowPageAdmin, ReadOnlyAdmin):
    list_display = ("file_name", "source", "way", "progress", "begun")
    list_select_related = ("source__register",)
    list_filter = ("state", "is_trial")
    ordering = ("-begun_at", "-pk")
    actions = None

    class Media:
        css = {"all": ["admin/articles/desk.css", "admin/directory/checks.css"]}

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.give_up_view))
        name = "directory_rosterimport_give_up"
        return [path("<path:object_id>/give-up/", view, name=name), *super().get_urls()]

    def page_rows(self, request: HttpRequest) -> QuerySet[RosterImport]:
        return RosterImport.objects.select_related("source__register", "asked_by")

    def row_page(self, request: HttpRequest, row: RosterImport) -> HttpResponse:
        pages = Paginator(row.problems.order_by("line"), PROBLEMS_AT_ONCE)
        context = {
            "title": _("Import of a list"),
            "subtitle": row.file_name,
            "found": row,
            "step": steps.for_import(row) if self._may_work(request) else None,
            "outcome": [(ProposalKind(kind).label, count) for kind, count in row.outcome.items()],
            "problems": pages.get_page(request.GET.get("page")),
            "may_give_up": self._may_work(request) and row.state in UNFINISHED_IMPORTS,
        }
        return our_page(self, request, "admin/directory/roster/import.html", context)

    def give_up_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        found = self.row(request, object_id)
        if not self._may_work(request):
            raise PermissionDenied
        try:
            turns.give_up(found, by=person(request))
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
        else:
            said = _("Given up. What was read stays; another file may be read now.")
            self.message_user(request, said, messages.SUCCESS)
        address = reverse("admin:directory_rosterimport_change", args=[found.pk])
        return HttpResponseRedirect(address)

    def _may_work(self, request: HttpRequest) -> bool:
        return request.user.has_perm("directory.change_rostersource")

    @admin.display(description=gettext_lazy("what for"), ordering="is_trial")
    def way(self, found: RosterImport) -> str:
        return _("Dry run") if found.is_trial else _("Read")

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def progress(self, found: RosterImport) -> str:
        state = str(found.get_state_display())
        if found.state == ImportState.RUNNING and found.lines_total:
            state += f", {min(100, 100 * found.lines_done // found.lines_total)} %"
        if not found.rows_bad:
            return state
        bad = ngettext("%(count)d bad row", "%(count)d bad rows", found.rows_bad)
        return f"{state}, {bad % {'count': found.rows_bad}}"

    @admin.display(description=gettext_lazy("begun"), ordering="begun_at")
    def begun(self, found: RosterImport) -> str:
        return cells.day(found.begun_at)
