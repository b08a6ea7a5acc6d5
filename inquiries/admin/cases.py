"""What both kinds of cases share in the admin: an ordered list, and a page to decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.models import User
from inquiries.refusals import Refused

from .reading import ReadOnlyAdmin


class CaseAdmin(ReadOnlyAdmin):
    """`steps` names the buttons: what the form calls them, and the method that does it."""

    actions = None
    #: The template of the page.
    page = ""

    class Media:
        css = {"all": ["admin/articles/desk.css"]}

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_decide"
        view = self.admin_site.admin_view(require_POST(self.decide_view))
        return [path("<path:object_id>/decide/", view, name=name), *super().get_urls()]

    @method_decorator(never_cache)
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST":
            raise PermissionDenied
        return self.show(request, self.case(request, object_id), self.new_form())

    @method_decorator([never_cache, sensitive_post_parameters()])
    def decide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        case = self.case(request, object_id)
        by = request.user
        if not (isinstance(by, User) and self.has_change_permission(request, case)):
            raise PermissionDenied
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.show(request, case, form)
        try:
            return self.decide(request, case, form, by)
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.show(request, self.case(request, object_id), form)

    def new_form(self, data: Any = None) -> forms.Form:
        raise NotImplementedError

    def decide(self, request: HttpRequest, case: Any, form: forms.Form, by: User) -> HttpResponse:
        raise NotImplementedError

    def case(self, request: HttpRequest, object_id: str) -> Any:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        try:
            number = int(unquote(object_id))
        except ValueError:
            raise Http404 from None
        found = self.get_queryset(request).filter(pk=number).first() if number < 2**63 else None
        if found is None:
            raise Http404
        return found

    def done(self, request: HttpRequest, text: str) -> HttpResponse:
        self.message_user(request, text, messages.SUCCESS)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        return HttpResponseRedirect(reverse(name))

    def show(
        self, request: HttpRequest, case: Any, form: forms.Form, **context: Any
    ) -> HttpResponse:
        values = {
            **self.admin_site.each_context(request),
            "title": _("Decide about a report"),
            "subtitle": str(case),
            "opts": self.opts,
            "media": self.media,
            "case": case,
            "form": form,
            "may_decide": self.has_change_permission(request, case),
            **context,
        }
        return TemplateResponse(request, self.page, values)
