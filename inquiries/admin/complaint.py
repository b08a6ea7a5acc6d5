"""Reported messages in the admin: read for a reason that is recorded, then decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from inquiries.actions import judging
from inquiries.models import Complaint

from .cases import CaseAdmin

READ, UPHOLD, BLOCK, DISMISS = "read", "uphold", "block", "dismiss"


class ComplaintForm(forms.Form):
    step = forms.ChoiceField(choices=[(name, name) for name in (READ, UPHOLD, BLOCK, DISMISS)])
    reason = forms.CharField(
        label=gettext_lazy("Why you need to read it"),
        required=False,
        max_length=judging.LONGEST_REASON,
        help_text=gettext_lazy(
            "It is recorded with your name and the time. Write no word of the message here."
        ),
    )


@admin.register(Complaint)
class ComplaintAdmin(CaseAdmin):
    list_display = ("reason", "state", "made_at", "therapist", "decided_by")
    list_filter = ("state", "reason")
    list_select_related = ("conversation__therapist", "decided_by")
    ordering = ("decided_at", "made_at")
    page = "admin/inquiries/complaint.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Complaint]:
        rows = super().get_queryset(request)
        return rows.select_related("conversation__inquiry", "conversation__therapist")

    @admin.display(description=gettext_lazy("therapist"))
    def therapist(self, complaint: Complaint) -> str:
        return str(complaint.conversation.therapist or "–")

    def new_form(self, data: Any = None) -> forms.Form:
        return ComplaintForm(data)

    def decide(
        self, request: HttpRequest, case: Complaint, form: forms.Form, by: User
    ) -> HttpResponse:
        step = form.cleaned_data["step"]
        if step == READ:
            evidence = judging.open_text(case, reason=form.cleaned_data["reason"], by=by)
            return self.show(request, case, self.new_form(), evidence=evidence)
        if step == DISMISS:
            judging.dismiss(case, by=by)
            return self.done(request, _("The report was closed: nothing speaks against it."))
        judging.uphold(case, by=by, is_block=step == BLOCK)
        return self.done(request, _("The report was closed: the therapist is right."))
