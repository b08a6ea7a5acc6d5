"""Profiles that may be of one person, in pairs: side by side, and settled by a moderator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.permissions import person
from directory.actions import pairing
from directory.actions.refusals import Refused
from directory.models import PossiblePair, Therapist
from directory.permissions import can_hide, can_settle_pairs
from directory.presenters import pair as presenter
from sciatica_site.admin.our_page import RowPageAdmin, our_page

from .hide_one import hide_one

WHY = gettext_lazy(
    "It looks as if you have two profiles here. People should find you once, so we have hidden"
    " this one. Tell us if you want to keep this one instead, or if there is a mix-up."
)


class SharedForm(forms.Form):
    """What the pair had in common when it was shown."""

    shared = forms.CharField(max_length=16)


class SettledFilter(admin.SimpleListFilter):
    """Without a choice the list is of what waits."""

    title = gettext_lazy("settled")
    parameter_name = "settled"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Settled"))]

    def choices(self, changelist: Any) -> Any:
        wait, *settled = super().choices(changelist)
        return [{**wait, "display": _("Waiting")}, *settled]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[PossiblePair]
    ) -> QuerySet[PossiblePair]:
        return queryset.filter(settled_at__isnull=self.value() != "yes")


@admin.register(PossiblePair)
class PossiblePairAdmin(RowPageAdmin):
    list_display = ("__str__",)
    list_filter = (SettledFilter,)
    list_per_page = 20
    list_select_related = ("settled_by",)
    search_fields = ("first__name", "second__name")
    actions = None
    change_list_template = "admin/directory/possiblepair/list.html"

    class Media:
        css = {"all": ["admin/articles/desk.css", "admin/directory/pairs.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[PossiblePair]:
        """Nobody looks at pairs that their own profile is in."""
        rows: QuerySet[PossiblePair] = super().get_queryset(request)
        rows = rows.exclude(first__owner=request.user.pk)
        return rows.exclude(second__owner=request.user.pk)

    def page_rows(self, request: HttpRequest) -> QuerySet[PossiblePair]:
        return self.get_queryset(request).select_related("first", "second", "settled_by")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        pages: list[tuple[str, Callable[..., HttpResponseBase]]] = [
            ("apart", require_POST(self.apart_view)),
            ("again", require_POST(self.again_view)),
            ("hide", self.hide_view),
        ]
        own = [
            path(f"<path:object_id>/{step}/", wrap(view), name=f"directory_possiblepair_{step}")
            for step, view in pages
        ]
        return [*own, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(
            request, {"title": _("Profiles that may be of one person"), **(extra_context or {})}
        )
        if isinstance(response, TemplateResponse) and response.context_data:
            rows = response.context_data["cl"].result_list
            response.context_data |= self._shown(request, rows)
        return response

    def row_page(self, request: HttpRequest, row: PossiblePair) -> HttpResponse:
        context = {"title": _("Profiles that may be of one person"), **self._shown(request, [row])}
        return our_page(self, request, "admin/directory/possiblepair/one.html", context)

    def apart_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        pair, by = self.row(request, object_id), self._decider(request)
        form = SharedForm(request.POST)
        shared = form.cleaned_data["shared"] if form.is_valid() else ""
        done = _("Noted: these are two people. They come back when they share something new.")
        return self._step(request, lambda: pairing.set_apart(pair.pk, shared=shared, by=by), done)

    def again_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        pair, by = self.row(request, object_id), self._decider(request)
        return self._step(
            request, lambda: pairing.ask_again(pair.pk, by=by), _("These two wait again.")
        )

    def hide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """One of both, through the page that hides profiles; the pair is settled with it."""
        pair, by = self.row(request, object_id), self._decider(request)
        response = hide_one(self, request, self._chosen(request, pair), why=str(WHY))
        if response is not None:
            return response
        pairing.settle_by_hiding(pair.pk, by=by)
        return self._to_list()

    def _step(self, request: HttpRequest, step: Callable[[], object], done: str) -> HttpResponse:
        try:
            step()
        except Refused as refused:
            self.message_user(request, refused.message, messages.ERROR)
        else:
            self.message_user(request, done, messages.SUCCESS)
        return self._to_list()

    def _to_list(self) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:directory_possiblepair_changelist"))

    def _chosen(self, request: HttpRequest, pair: PossiblePair) -> Therapist:
        """The second one, which is the newer profile, unless the address says otherwise."""
        is_first = request.GET.get("profile") == "first"
        return pair.first if is_first else pair.second

    def _decider(self, request: HttpRequest) -> User:
        by = person(request)
        if not can_settle_pairs(by):
            raise PermissionDenied
        return by

    def _shown(self, request: HttpRequest, rows: Any) -> dict[str, Any]:
        may_decide = can_settle_pairs(request.user)
        return {
            "pairs": presenter.shown(rows),
            "may_decide": may_decide,
            "may_hide": may_decide and can_hide(request.user),
        }
