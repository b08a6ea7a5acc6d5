"""Lists of boards in the admin: how each is read, and the page where a file of it comes in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import person
from directory import audited
from directory.actions.refusals import Refused
from directory.admin import cells
from directory.admin.auditing import changed_by
from directory.choices import ImportState
from directory.models import RosterSource
from directory.rosters import sources, steps, uploads
from directory.rosters.forms import (
    ABOUT_A_NEW_ONE,
    PREFIX,
    SAMPLE,
    TRIAL,
    FileForm,
    SourceForm,
    has_columns,
)
from directory.rosters.mapping import COLUMNS
from sciatica_site import audit
from sciatica_site.admin.our_page import our_page
from sciatica_site.csv_reading import WrongFile
from sciatica_site.keys import number_or_404


@admin.register(RosterSource)
class RosterSourceAdmin(admin.ModelAdmin):
    """Who may change how a list is read may also name a new one; nobody deletes one."""

    form = SourceForm
    list_display = ("register", "what_next", "last_read")
    list_select_related = ("register",)
    search_fields = ("register__name", "register__slug", "=register__state")
    ordering = ("register__state", "register__name")
    list_per_page = 50
    show_full_result_count = False
    actions = None

    class Media:
        css = {"all": ["admin/articles/desk.css", "admin/directory/checks.css"]}

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.file_view)
        name = "directory_rostersource_file"
        return [path("<path:object_id>/file/", view, name=name), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[RosterSource]:
        rows: QuerySet[RosterSource] = super().get_queryset(request)
        real = Q(imports__is_trial=False, imports__state=ImportState.DONE)
        return rows.annotate(read_at=Max("imports__ended_at", filter=real))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("register",) if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return [(None, {"fields": list(ABOUT_A_NEW_ONE)})]
        about = ["register", "encoding", "delimiter", "date_format"]
        if not (self.has_change_permission(request, obj) and has_columns(obj)):
            return [(None, {"fields": about})]
        columns = [PREFIX + key for key in COLUMNS]
        return [
            (None, {"fields": about}),
            (_("What the columns hold"), {"fields": [*columns, "words"]}),
        ]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The columns are fields of the form alone: Django would look for them in the model."""
        saved = ["encoding", "delimiter", "date_format"]
        kwargs["fields"] = saved if change else ABOUT_A_NEW_ONE
        return super().get_form(request, obj, change, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """One button ends the page, and one way leads on from it."""
        source = kwargs.get("obj")
        more = {"show_save_and_add_another": False, "show_save_and_continue": False}
        if source is not None:
            more |= {"title": str(source), "subtitle": ""}  # type: ignore[dict-item]
        if source is not None and self.has_change_permission(request, source):
            more["step"] = steps.for_source(source)  # type: ignore[assignment]
        return super().render_change_form(request, {**context, **more}, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: RosterSource) -> HttpResponse:
        """Back to the list, but on to a file where none was read in this way."""
        if not obj.columns or obj.imports.exists():
            return super().response_change(request, obj)
        self.message_user(request, _("Saved. Now try a file of it."), messages.SUCCESS)
        return HttpResponseRedirect(_address("file", obj.pk))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        fields = dict.fromkeys(name for name, _old, _new in changed_by(form, formsets))
        if fields or not change:
            _audit(form.instance, fields, request.user, part="" if change else "added")

    def response_add(
        self, request: HttpRequest, obj: RosterSource, post_url_continue: str | None = None
    ) -> HttpResponse:
        said = _("Now give it a file, so that you can choose its columns.")
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(_address("file", obj.pk))

    def file_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        rows = self.get_queryset(request).select_related("register")
        source = get_object_or_404(rows, pk=number_or_404(object_id))
        by = person(request)
        if not self.has_change_permission(request, source):
            raise PermissionDenied
        if request.method != "POST":
            what = steps.first_choice(source, request.GET.get("what", ""))
            form = FileForm(initial={"what": what}, has_columns=bool(source.columns))
            return self._file_page(request, source, form)
        form = FileForm(request.POST, request.FILES, has_columns=bool(source.columns))
        if form.is_valid():
            try:
                return self._take(request, source, form, by)
            except (Refused, WrongFile) as refused:
                form.add_error("file", str(refused))
        return self._file_page(request, source, form)

    def _take(
        self, request: HttpRequest, source: RosterSource, form: FileForm, by: User
    ) -> HttpResponse:
        what, file = form.cleaned_data["what"], form.cleaned_data["file"]
        if what == SAMPLE:
            with transaction.atomic():
                sources.sample(source, form.content)
                _audit(source, ["header", "delimiter"], by, part="sample")
            self.message_user(request, _("Choose the columns now."), messages.SUCCESS)
            return HttpResponseRedirect(_address("change", source.pk))
        found = uploads.keep(
            source, form.content, file_name=file.name or "", is_trial=what == TRIAL, by=by
        )
        said = _(
            "The file waits for the timer, which usually comes every hour. This page shows how far"
            " it is."
        )
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:directory_rosterimport_change", args=[found.pk]))

    def _file_page(
        self, request: HttpRequest, source: RosterSource, form: FileForm
    ) -> HttpResponse:
        context = {
            "title": _("A file of this list"),
            "subtitle": str(source),
            "source": source,
            "form": form,
            "what_now": steps.for_file(source, str(form["what"].value() or TRIAL)),
        }
        return our_page(self, request, "admin/directory/roster/file.html", context)

    @admin.display(description=gettext_lazy("state"))
    def what_next(self, source: RosterSource) -> str:
        if source.columns:
            return _("Its columns are chosen")
        return _("Waits for its columns") if source.header else _("Waits for a first file")

    @admin.display(description=gettext_lazy("last read"), ordering="read_at")
    def last_read(self, source: RosterSource) -> str:
        return cells.day(getattr(source, "read_at", None))


def _audit(source: RosterSource, fields: Iterable[str], by: audit.Actor, part: str) -> None:
    audited.roster("list.changed", source.register.slug, by=by, part=part, fields=fields)


def _address(page: str, number: int) -> str:
    return reverse(f"admin:directory_rostersource_{page}", args=[number])
