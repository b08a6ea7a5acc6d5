"""Admin pages of the directory on which nothing is written into rows: a list, and steps to take."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.permissions import person
from directory import formatting
from directory.actions.refusals import Refused
from directory.forms.texts import mended
from sciatica_site import day_counts
from sciatica_site.admin import next_case
from sciatica_site.admin.our_page import RowPageAdmin, our_page


class DecidingAdmin(RowPageAdmin):
    """For rows with a `therapist`. A refusal stands beside the form, with all that was typed."""

    actions = None
    #: The template of the page, and its title.
    page: str
    page_title: Any

    class Media:
        css = {"all": ["admin/articles/desk.css"]}

    def new_form(self, data: Any = None) -> forms.Form:
        raise NotImplementedError

    def decide(self, case: Any, form: forms.Form, by: User) -> str:
        """Does what was chosen and gives the message for it. Raises `Refused`."""
        raise NotImplementedError

    def page_context(self, case: Any, user: User) -> dict[str, Any]:
        raise NotImplementedError

    def waiting_for(self, user: User) -> QuerySet[Any]:
        """What this person could go on with."""
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_decide"
        view = self.admin_site.admin_view(require_POST(self.decide_view))
        return [path("<path:object_id>/decide/", view, name=name), *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody decides about their own profile."""
        is_own = obj is not None and obj.therapist.owner_id == request.user.pk
        return super().has_change_permission(request, obj) and not is_own

    def row_page(self, request: HttpRequest, row: Any) -> HttpResponse:
        return self._show(request, row, self.new_form())

    @method_decorator(sensitive_post_parameters())
    def decide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        case = self.row(request, object_id)
        by = person(request)
        if not self.has_change_permission(request, case):
            raise PermissionDenied
        form = self.new_form(mended(request.POST))
        if form.is_valid():
            try:
                done = self.decide(case, form, by)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                return self.after(request, case, done, by)
        return self._show(request, self.row(request, object_id), form)

    def after(self, request: HttpRequest, case: Any, done: str, by: User) -> HttpResponse:
        """The page says how things stand, and leads to the next one of the list."""
        filters = next_case.filters_of(request)
        text = next_case.offered(self, request, done, self.waiting_for(by), filters)
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(next_case.page_of(self, case.pk, filters))

    def _show(self, request: HttpRequest, case: Any, form: forms.Form) -> HttpResponse:
        filters = next_case.filters_of(request)
        values = {
            "title": self.page_title,
            "subtitle": str(case.therapist),
            "case": case,
            "form": form,
            "carried": next_case.carried(filters),
            "filters": filters,
            "may_decide": self.has_change_permission(request, case),
            **self.page_context(case, person(request)),
        }
        return our_page(self, request, self.page, values)


def since(at: datetime, is_open: bool, now: datetime) -> str:
    """The day, and how long something has waited from it. Wraps where a column is narrow."""
    local = localtime(at).date()
    if not is_open:
        return formatting.day(local)
    days = (localtime(now).date() - local).days
    waited = day_counts.in_words(days) if days else _("today")
    return f"{formatting.day(local)} ({waited})"
