"""Profiles with wording to look at: a list of them, and what was found in each of them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts.models import User
from directory import formatting
from directory.actions.hiding import LONGEST_WHY
from directory.models import Therapist, WordingCount
from directory.permissions import can_hide
from directory.presenters import wording as presenter
from directory.presenters.wording import FoundWords
from directory.queues import waiting
from sciatica_site.admin.reading import ReadOnlyAdmin
from sciatica_site.keys import number_or_404

from .hide_one import hide_one


@admin.register(WordingCount)
class WordingCountAdmin(ReadOnlyAdmin):
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

    @method_decorator(never_cache)
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        found, user = self._found(request, object_id), request.user
        is_own = found.therapist.owner_id == user.pk
        context = {
            **self.admin_site.each_context(request),
            "title": _("Wording to look at: %(name)s") % {"name": found.therapist.name},
            "opts": self.opts,
            "media": self.media,
            "found": found,
            "may_hide": isinstance(user, User) and can_hide(user) and not is_own,
        }
        return TemplateResponse(request, "admin/directory/wordingcount/found.html", context)

    @method_decorator(never_cache)
    def hide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Through the page that hides profiles, which begins with what was found."""
        found = self._found(request, object_id)
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

    def _found(self, request: HttpRequest, object_id: str) -> FoundWords:
        if not self.has_view_permission(request):
            raise PermissionDenied
        number = number_or_404(object_id)
        rows = Therapist.objects.with_answers().filter(wording_count__in=waiting.questioned())
        therapist = rows.filter(pk=number).first()
        if therapist is None:
            raise Http404
        return presenter.found(therapist)
