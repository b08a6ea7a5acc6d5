"""Reported messages in the admin: read for a reason that is recorded, then decided."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from inquiries import moments
from inquiries.actions import judging
from inquiries.choices import CaseState
from inquiries.forms.moderating import BLOCK, DISMISS, READ, ComplaintForm
from inquiries.models import Complaint

from .cases import CaseAdmin


@admin.register(Complaint)
class ComplaintAdmin(CaseAdmin):
    list_display = ("reason", "state", "since", "therapist")
    list_filter = ("state", "reason")
    list_select_related = ("conversation__therapist",)
    ordering = ("decided_at", "made_at")
    page = "admin/inquiries/complaint.html"
    step_forms: ClassVar = {"decide": ComplaintForm}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Complaint]:
        rows = super().get_queryset(request)
        return rows.select_related("conversation__inquiry", "conversation__therapist", "decided_by")

    def waiting_for(self, user: User) -> QuerySet[Complaint]:
        waiting = Complaint.objects.filter(state=CaseState.OPEN)
        return waiting.exclude(conversation__therapist__owner=user)

    @admin.display(description=gettext_lazy("since"), ordering="made_at")
    def since(self, complaint: Complaint) -> str:
        return moments.since(complaint.made_at, complaint.decided_at, timezone.now())

    @admin.display(description=gettext_lazy("therapist"))
    def therapist(self, complaint: Complaint) -> str:
        return str(complaint.conversation.therapist or "–")

    def act(
        self, request: HttpRequest, case: Complaint, step: str, said: dict[str, Any], by: User
    ) -> HttpResponse:
        button = said["step"]
        if button == READ:
            evidence = judging.open_text(case, reason=said["reason"], by=by)
            return self.show(request, case, {}, evidence=evidence)
        if button == DISMISS:
            judging.dismiss(case, by=by)
            text = _("The report was closed: nothing speaks against the message.")
            return self.done(request, text, case, offers_next=True)
        judging.uphold(case, by=by, is_block=button == BLOCK)
        text = _("The report was closed: the therapist is right.")
        return self.done(request, text, case, offers_next=True)
