"""The list of texts of therapists: what waits comes first, the longest wait at the top."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from directory.choices import RevisionStatus
from directory.models import ProfileRevision
from directory.presenters.review import SEEN_BY_MODERATORS, days_since
from sciatica_site import day_counts

from .together import TogetherPages


class FirstFilter(admin.SimpleListFilter):
    title = _("first or update")
    parameter_name = "first"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("First text")), ("no", _("Update"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[ProfileRevision]
    ) -> QuerySet[ProfileRevision]:
        if self.value() in {"yes", "no"}:
            return queryset.filter(based_on__isnull=self.value() == "yes")
        return queryset


@admin.register(ProfileRevision)
class ProfileRevisionAdmin(TogetherPages):
    """Nothing is written here but the three decisions."""

    list_display = ("profile", "number", "what", "status", "waits", "submitted_at", "decider")
    list_display_links = ("profile",)
    list_filter = ("status", FirstFilter)
    linked_by = ("therapist",)
    list_names = {("status__exact", str(RevisionStatus.SUBMITTED.value)): _("Texts to review")}
    list_select_related = ("therapist", "decided_by")
    search_fields = ("therapist__name", "therapist__slug", "therapist__owner__email")
    actions = ("approve_together",)

    class Media:
        css = {"all": ["admin/articles/desk.css", "admin/directory/review.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProfileRevision]:
        rows: QuerySet[ProfileRevision] = super().get_queryset(request)
        rows = rows.filter(status__in=SEEN_BY_MODERATORS).defer("content", "reasons")
        return rows.annotate(is_own=Q(therapist__owner=request.user.pk))

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits comes first, and of it what has waited longest."""
        waits = When(status=RevisionStatus.SUBMITTED, then=Value(0))
        since = When(status=RevisionStatus.SUBMITTED, then=F("submitted_at"))
        return [Case(waits, default=Value(1)).asc(), Case(since).asc(), "-decided_at", "-pk"]

    def get_urls(self) -> list[URLPattern]:
        name = "directory_profilerevision"
        wrap = self.admin_site.admin_view
        pages: list[tuple[str, Callable[..., HttpResponseBase], str]] = [
            ("next/", require_safe(self.next_view), "next"),
            ("together/", require_POST(self.together_view), "together"),
            ("<path:object_id>/decide/", require_POST(self.decide_view), "decide"),
            ("<path:object_id>/preview/", require_safe(self.preview_view), "preview"),
        ]
        own = [path(route, wrap(view), name=f"{name}_{end}") for route, view, end in pages]
        return [*own, *super().get_urls()]

    @admin.display(description=_("profile"), ordering="therapist__name")
    def profile(self, revision: ProfileRevision) -> str:
        return revision.therapist.name

    @admin.display(description=_("what"))
    def what(self, revision: ProfileRevision) -> str:
        return str(_("first text") if revision.based_on is None else _("update"))

    @admin.display(description=_("decided by"))
    def decider(self, revision: ProfileRevision) -> str:
        """Nobody learns it about their own text; sorted by it, the list would tell as well."""
        return "–" if vars(revision)["is_own"] else str(revision.decided_by or "–")

    @admin.display(description=_("waits"))
    def waits(self, revision: ProfileRevision) -> str:
        if revision.status != RevisionStatus.SUBMITTED:
            return "–"
        days = days_since(revision)
        return day_counts.in_words(days) if days else str(_("less than a day"))
