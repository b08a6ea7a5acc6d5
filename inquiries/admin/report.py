"""What visitors say is wrong with profiles, in the admin: the serious first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from inquiries import accuracy
from inquiries.actions import judging
from inquiries.models import Report
from sciatica_site.sealing import CannotUnseal

from .cases import CaseAdmin

RIGHT, WRONG = "right", "wrong"


class ReportDecisionForm(forms.Form):
    step = forms.ChoiceField(choices=[(RIGHT, RIGHT), (WRONG, WRONG)])


@admin.register(Report)
class ReportAdmin(CaseAdmin):
    list_display = ("reason", "serious", "therapist", "state", "made_at", "decided_by")
    list_filter = ("state", "is_serious", "reason")
    list_select_related = ("therapist", "decided_by")
    search_fields = ("therapist__name",)
    page = "admin/inquiries/report.html"

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits first; of it the serious, then what has waited longest."""
        return [F("decided_at").desc(nulls_first=True), "-is_serious", "made_at"]

    @admin.display(description=gettext_lazy("serious"), boolean=True)
    def serious(self, report: Report) -> bool:
        return report.is_serious

    def new_form(self, data: Any = None) -> forms.Form:
        return ReportDecisionForm(data)

    def decide(
        self, request: HttpRequest, case: Report, form: forms.Form, by: User
    ) -> HttpResponse:
        is_right = form.cleaned_data["step"] == RIGHT
        judging.decide_report(case, is_right=is_right, by=by)
        return self.done(request, _("The report was closed."))

    def show(
        self, request: HttpRequest, case: Report, form: forms.Form, **context: Any
    ) -> HttpResponse:
        try:
            said = case.read()
            if "fact" in said:
                said["fact"] = accuracy.label_of(said["fact"])
        except CannotUnseal:
            said = {"text": _("No key opens what was said. It has not been removed.")}
        return super().show(request, case, form, said=said, **context)
