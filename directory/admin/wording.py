"""Profiles with wording to look at: a list of them, and what was found in each of them."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory import formatting
from directory.actions.hiding import LONGEST_WHY
from directory.models import Therapist, WordingCount
from directory.permissions import can_hide
from directory.presenters import wording as presenter
from directory.queues import waiting
from sciatica_site.admin.our_page import RowPageAdmin, our_page
from sciatica_site.admin.reading import ReadOnlyAdmin

from .hide_one import hide_one


@admin.register(WordingCount)
class WordingCountAdmin(RowPageAdmin, ReadOnlyAdmin):
    """The numbers are from the last run of the job; what a page shows is looked for anew."""

    list_display = ("profile", "in_public", "in_waiting", "since")
    list_display_links = ("profile",)
    list_select_related = ("therapist",)
    search_fields = ("therapist__name", "therapist__slug")
    ordering = ("found_at", "pk")
    actions = None

    class Media:
        css = {"all": ["admin/articles/desk.css", "admin/directory/review.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[WordingCount]:
        rows: QuerySet[WordingCount] = super().get_queryset(request)
        return rows.filter(pk__in=waiting.questioned().values("pk"))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.hide_view)
        name = "directory_wordingcount_hide"
        return [path("<path:object_id>/hide/", view, name=name), *super().get_urls()]

    def page_rows(self, request: HttpRequest) -> QuerySet[Therapist]:
        """The profiles, under whose numbers they are counted."""
        return Therapist.objects.with_answers().filter(wording_count__in=waiting.questioned())

    def row_page(self, request: HttpRequest, row: Therapist) -> HttpResponse:
        is_own = row.owner_id == request.user.pk
        context = {
            "title": _("Wording to look at: %(name)s") % {"name": row.name},
            "found": presenter.found(row),
            "may_hide": can_hide(request.user) and not is_own,
        }
        return our_page(self, request, "admin/directory/wordingcount/found.html", context)

    def hide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Through the page that hides profiles, which begins with what was found."""
        found = presenter.found(self.row(request, object_id))
        why = found.words_for_therapist[:LONGEST_WHY]
        response = hide_one(self, request, found.therapist, why=why)
        if response is not None:
            return response
        return HttpResponseRedirect(reverse("admin:directory_wordingcount_changelist"))

    @admin.display(description=gettext_lazy("profile"), ordering="therapist__name")
    def profile(self, count: WordingCount) -> str:
        return count.therapist.name

    @admin.display(description=gettext_lazy("since"), ordering="found_at")
    def since(self, count: WordingCount) -> str:
        return formatting.day(timezone.localdate(count.found_at)) if count.found_at else "–"

    @admin.display(description=gettext_lazy("in public words"), ordering="listed")
    def in_public(self, count: WordingCount) -> str:
        return str(count.listed)

    @admin.display(description=gettext_lazy("in the text that waits"), ordering="waiting")
    def in_waiting(self, count: WordingCount) -> str:
        return str(count.waiting)
