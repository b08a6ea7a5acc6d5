"""The audit in the admin: found, read and exported, and changed by nobody."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext

from sciatica_site.exporting import Column, ExportMixin
from sciatica_site.hooks import audit_kinds, audit_secrets, audit_subjects
from sciatica_site.keys import is_key
from sciatica_site.models import AuditEntry

from . import audit_words as words
from .reading import ReadOnlyAdmin


class KindFilter(admin.SimpleListFilter):
    title = gettext_lazy("what")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(audit_kinds)

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry]
    ) -> QuerySet[AuditEntry]:
        kind = self.value()
        return queryset.filter(kind=kind) if kind and kind in audit_kinds else queryset


class SubjectFilter(admin.SimpleListFilter):
    title = gettext_lazy("about")
    parameter_name = "subject"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, subject.label) for name, subject in audit_subjects]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry]
    ) -> QuerySet[AuditEntry]:
        subject = self.value()
        is_known = subject is not None and subject in audit_subjects
        return queryset.filter(subject=subject) if is_known else queryset


class AuditList(ChangeList):
    """The names of people and of things, looked up once for the whole page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = words.prepared(list(self.result_list), request.user)


@admin.register(AuditEntry)
class AuditEntryAdmin(ExportMixin, ReadOnlyAdmin):
    list_display = ("happened_at", "who", "what", "about", "changed", "because")
    list_display_links = ("happened_at",)
    list_filter = (KindFilter, SubjectFilter)
    search_fields = ("subject_number",)
    search_help_text = gettext_lazy(
        "A number, such as “12” or “profile 12”, or the e-mail address of who did it."
    )
    date_hierarchy = "happened_at"
    actions = None
    fields = (
        "happened_at",
        "who",
        "what",
        "about",
        "part",
        "old",
        "new",
        "all_fields",
        "because",
    )
    export_name = "audit"
    export_columns = (
        Column("happened_at", gettext_lazy("when"), lambda entry: entry.happened_at),
        Column("actor_number", gettext_lazy("by account"), lambda entry: entry.actor_number),
        Column("kind", gettext_lazy("what"), lambda entry: entry.kind),
        Column("subject", gettext_lazy("about"), lambda entry: entry.subject),
        Column("subject_number", gettext_lazy("its number"), lambda entry: entry.subject_number),
        Column("part", gettext_lazy("part"), lambda entry: entry.part),
        Column("fields", gettext_lazy("fields"), lambda entry: ", ".join(entry.fields)),
        Column("before", gettext_lazy("before"), lambda entry: entry.before),
        Column("after", gettext_lazy("after"), lambda entry: entry.after),
        Column("why", gettext_lazy("why"), lambda entry: entry.why),
    )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "POST":
            raise PermissionDenied
        return super().changelist_view(request, extra_context)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        """Without the lines that would tell somebody who has said what about them."""
        rows: QuerySet[AuditEntry] = super().get_queryset(request)
        for _name, secret in audit_secrets:
            rows = rows.exclude(secret(request.user))
        return rows

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> AuditEntry | None:
        entry = super().get_object(request, object_id, from_field)
        return words.prepared([entry], request.user)[0] if entry else None

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: AuditEntry | None = None,
    ) -> HttpResponse:
        if obj:
            context |= {"title": self.what(obj), "subtitle": None}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def counted(self, count: int) -> str:
        return ngettext("%(n)d line", "%(n)d lines", count) % {"n": count}

    def export_rows(self, rows: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        """What was there when the button was pressed, and nothing that is added meanwhile."""
        newest = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
        return rows.filter(pk__lte=newest or 0)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return AuditList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry], search_term: str
    ) -> tuple[QuerySet[AuditEntry], bool]:
        """Exact, so that an index answers."""
        terms = search_term.split()
        if not terms:
            return queryset, False
        if "@" in search_term:
            people = words.people_shown_to(request.user).filter(email__iexact="".join(terms))
            return queryset.filter(actor_number__in=people.values("pk")), False
        wanted = Q(subject_number=terms[-1])
        if terms[:-1]:
            wanted &= Q(subject=terms[0].lower())
        elif is_key(terms[0]):
            wanted |= Q(actor_number=int(terms[0]))
        return queryset.filter(wanted), False

    @admin.display(description=gettext_lazy("by"), ordering="actor_number")
    def who(self, entry: AuditEntry) -> str:
        return words.who(entry)

    @admin.display(description=gettext_lazy("what"), ordering="kind")
    def what(self, entry: AuditEntry) -> str:
        return str(dict(audit_kinds).get(entry.kind, entry.kind))

    @admin.display(description=gettext_lazy("about"), ordering="subject")
    def about(self, entry: AuditEntry) -> str | SafeString:
        thing = words.thing(entry)
        return format_html('<a href="{}">{}</a>', thing.url, thing) if thing.url else str(thing)

    @admin.display(description=gettext_lazy("what changed"))
    def changed(self, entry: AuditEntry) -> str:
        return words.changed(entry)

    @admin.display(description=gettext_lazy("before"))
    def old(self, entry: AuditEntry) -> str:
        return words.value(entry, entry.before) or "–"

    @admin.display(description=gettext_lazy("after"))
    def new(self, entry: AuditEntry) -> str:
        return words.value(entry, entry.after) or "–"

    @admin.display(description=gettext_lazy("why"), ordering="why")
    def because(self, entry: AuditEntry) -> str:
        return words.why(entry)

    @admin.display(description=gettext_lazy("fields"))
    def all_fields(self, entry: AuditEntry) -> str:
        return ", ".join(map(str, entry.fields)) or "–"
