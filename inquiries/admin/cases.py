"""What both kinds of cases share in the admin: an ordered list, and a page to decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.permissions import person
from inquiries.forms.moderating import StepForm
from inquiries.refusals import Refused
from sciatica_site import unfinished
from sciatica_site.admin import next_case
from sciatica_site.admin.our_page import RowPageAdmin, our_page


class CaseAdmin(RowPageAdmin):
    """The page is one form. Each of its buttons sends all of it to an address of its own, where
    `act` does what that part says; what stands in the other parts is there again afterwards."""

    actions = None
    #: The template of the page.
    page = ""
    #: By the last part of their addresses.
    step_forms: ClassVar[Mapping[str, type[StepForm]]] = {}

    class Media:
        css = {"all": ["admin/articles/desk.css"]}

    def get_urls(self) -> list[URLPattern]:
        return [*(self._address(step) for step in self.step_forms), *super().get_urls()]

    def _address(self, step: str) -> URLPattern:
        @sensitive_post_parameters()
        @require_POST
        def press(request: HttpRequest, object_id: str) -> HttpResponse:
            return self.press(request, object_id, step)

        name = f"{self.opts.app_label}_{self.opts.model_name}_{step}"
        return path(f"<path:object_id>/{step}/", self.admin_site.admin_view(press), name=name)

    def row_page(self, request: HttpRequest, row: Any) -> HttpResponse:
        return self.show(request, row, {})

    def press(self, request: HttpRequest, object_id: str, step: str) -> HttpResponse:
        case = self.row(request, object_id)
        by = person(request)
        if not self.has_change_permission(request, case):
            raise PermissionDenied
        form = self.step_forms[step](request.POST)
        beside = self._typed(request, [name for name in self.step_forms if name != step])
        if form.is_valid() and not unfinished.fits(beside):
            form.add_error(None, _("Another part of this page is too long to be kept. Shorten it."))
        if form.is_valid():
            try:
                response = self.act(request, case, step, form.cleaned_data, by)
            except Refused as refused:
                form.add_error(refused.field, str(refused))
                case = self.row(request, object_id)
            else:
                unfinished.keep(request.session, self._page_key(case), beside)
                return response
        everything = self._typed(request, self.step_forms)
        if unfinished.fits(everything):
            unfinished.keep(request.session, self._page_key(case), everything)
        return self.show(request, case, {step: form}, kept=beside)

    def _typed(self, request: HttpRequest, steps: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for step in steps:
            found |= self.step_forms[step].typed(request.POST)
        return found

    def _page_key(self, case: Any) -> str:
        return f"{self.opts.label_lower} {case.pk}"

    def act(
        self, request: HttpRequest, case: Any, step: str, said: dict[str, Any], by: User
    ) -> HttpResponse:
        """What a form that was filled in rightly asks for; raises `Refused`."""
        raise NotImplementedError

    def waiting_for(self, user: User) -> QuerySet[Any]:
        """What this person could go on with once a case is decided."""
        raise NotImplementedError

    def done(
        self, request: HttpRequest, text: str, case: Any, *, offers_next: bool = False
    ) -> HttpResponse:
        """Back to the page of the case, which says how it stands now."""
        filters = next_case.filters_of(request)
        if offers_next:
            left = self.waiting_for(person(request))
            text = next_case.offered(self, request, text, left, filters)
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(next_case.page_of(self, case.pk, filters))

    def show(
        self,
        request: HttpRequest,
        case: Any,
        sent: Mapping[str, StepForm],
        kept: Mapping[str, str] | None = None,
        **context: Any,
    ) -> HttpResponse:
        """`sent` are forms that came back, by their steps; `kept` is what stood in the others."""
        if kept is None:
            kept = unfinished.kept(request.session, self._page_key(case))
        filters = next_case.filters_of(request)
        values = {
            "title": _("Decide about a report"),
            "subtitle": str(case),
            "case": case,
            "forms": {
                step: sent.get(step) or form(kept=kept) for step, form in self.step_forms.items()
            },
            "carried": next_case.carried(filters),
            "filters": filters,
            "form": next((form for form in sent.values() if form.errors), None),
            "may_decide": self.has_change_permission(request, case),
            **context,
        }
        return our_page(self, request, self.page, values)
