"""Admin pages of the directory on which nothing is written into rows: a list, and steps to take."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.timezone import localtime
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.models import User
from directory import formatting
from directory.actions.refusals import Refused
from directory.forms.texts import mended
from sciatica_site.admin import next_case
from sciatica_site.keys import number_or_404


class DecidingAdmin(admin.ModelAdmin):
    """For rows with a `therapist`. A refusal stands beside the form, with all that was typed."""

    actions = None
    list_per_page = 50
    show_full_result_count = False
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

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_decide"
        view = self.admin_site.admin_view(require_POST(self.decide_view))
        return [path("<path:object_id>/decide/", view, name=name), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody decides about their own profile."""
        is_own = obj is not None and obj.therapist.owner_id == request.user.pk
        return super().has_change_permission(request, obj) and not is_own

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
        return self._show(request, self._case(request, object_id), self.new_form())

    @method_decorator([never_cache, sensitive_post_parameters()])
    def decide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        case = self._case(request, object_id)
        by = request.user
        if not (isinstance(by, User) and self.has_change_permission(request, case)):
            raise PermissionDenied
        form = self.new_form(mended(request.POST))
        if form.is_valid():
            try:
                done = self.decide(case, form, by)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                return self.after(request, case, done)
        return self._show(request, self._case(request, object_id), form)

    def after(self, request: HttpRequest, case: Any, done: str) -> HttpResponse:
        self.message_user(request, done, messages.SUCCESS)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        return HttpResponseRedirect(reverse(name))

    def _case(self, request: HttpRequest, object_id: str) -> Any:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        number = number_or_404(object_id)
        found = self.get_queryset(request).filter(pk=number).first()
        if found is None:
            raise Http404
        return found

    def _show(self, request: HttpRequest, case: Any, form: forms.Form) -> HttpResponse:
        user = request.user
        values = {
            **self.admin_site.each_context(request),
            "title": self.page_title,
            "subtitle": str(case.therapist),
            "opts": self.opts,
            "media": self.media,
            "case": case,
            "form": form,
            "carried": next_case.carried(request),
            "filters": next_case.filters_of(request),
            "may_decide": self.has_change_permission(request, case),
            **(self.page_context(case, user) if isinstance(user, User) else {}),
        }
        return TemplateResponse(request, self.page, values)


class QueueAdmin(DecidingAdmin):
    """After a decision its page says how things stand, and leads to the next one of the list."""

    def waiting_for(self, user: User) -> QuerySet[Any]:
        """What this person could go on with."""
        raise NotImplementedError

    def after(self, request: HttpRequest, case: Any, done: str) -> HttpResponse:
        user = request.user
        assert isinstance(user, User)  # noqa: S101 (for the types: nobody else gets here)
        text = next_case.offered(self, request, done, self.waiting_for(user))
        self.message_user(request, text, messages.SUCCESS)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        address = reverse(name, args=[case.pk])
        return HttpResponseRedirect(address + next_case.carried(request))


def since(at: datetime, is_open: bool, now: datetime) -> str:
    """The day, and how long something has waited from it. Wraps where a column is narrow."""
    local = localtime(at).date()
    if not is_open:
        return formatting.day(local)
    days = (localtime(now).date() - local).days
    waited = ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    return f"{formatting.day(local)} ({waited})"
