"""Checks of credentials in the admin: their record, and the second look at one that waits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.permissions import person
from directory.actions import verifying
from directory.actions.refusals import Refused
from directory.forms.checking import ASK_LABEL
from directory.models import VerificationRecord
from directory.permissions import can_check
from directory.presenters import checking
from directory.queues import verification
from sciatica_site.admin import next_case
from sciatica_site.admin.our_page import RowPageAdmin, our_page
from sciatica_site.admin.reading import ReadOnlyAdmin

from . import cells
from .attention import AttentionFilter

PAGE = "admin/directory/verificationrecord/second.html"
AGREE, REFUSE = "agree", "refuse"
DONE = {
    AGREE: _("You agreed: the check counts now, and the profile says so."),
    REFUSE: _("The check was refused. It does not count."),
}


class SecondFilter(AttentionFilter):
    choice = {"second": (_("Waits for a second person"), verification.waiting_for_second)}


class SecondForm(forms.Form):
    step = forms.ChoiceField(choices=list(DONE.items()))
    ask = forms.BooleanField(label=ASK_LABEL, required=False)


@admin.register(VerificationRecord)
class VerificationRecordAdmin(RowPageAdmin, ReadOnlyAdmin):
    """Only ever added to, by whoever checks; here a second person agrees or does not."""

    list_display = ("what", "result", "state", "until", "since", "checked_by")
    list_display_links = ("what",)
    list_filter = (SecondFilter, "result", "method")
    list_select_related = ("credential__therapist", "credential__kind", "checked_by", "second_by")
    search_fields = ("credential__therapist__name", "=number", "checked_by__email")
    actions = None

    class Media:
        css = {"all": ["admin/articles/desk.css", "admin/directory/checks.css"]}

    @admin.display(description=_("credential"))
    def what(self, record: VerificationRecord) -> str:
        return checking.named(record.credential)

    @admin.display(description=_("valid until"))
    def until(self, record: VerificationRecord) -> str:
        return cells.day(record.valid_until)

    @admin.display(description=_("written"), ordering="made_at")
    def since(self, record: VerificationRecord) -> str:
        return cells.day(record.made_at)

    def get_ordering(self, request: HttpRequest) -> Any:
        """Of what waits the oldest first."""
        is_queue = request.GET.get(SecondFilter.parameter_name)
        return ["made_at", "pk"] if is_queue else ["-checked_on", "-pk"]

    @admin.display(description=_("state"))
    def state(self, record: VerificationRecord) -> str:
        return checking.state_of(record)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.decide_view))
        name = "directory_verificationrecord_decide"
        return [path("<path:object_id>/decide/", view, name=name), *super().get_urls()]

    def page_rows(self, request: HttpRequest) -> QuerySet[VerificationRecord]:
        return VerificationRecord.objects.select_related(
            "credential__therapist", "credential__kind", "credential__register", "register",
            "checked_by", "second_by",
        )  # fmt: skip

    def row_page(self, request: HttpRequest, row: VerificationRecord) -> HttpResponse:
        return self.record_page(request, row, SecondForm())

    def decide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        record = self.row(request, object_id)
        by = person(request)
        if not can_check(by):
            raise PermissionDenied
        form = SecondForm(request.POST)
        if form.is_valid():
            step = form.cleaned_data["step"]
            try:
                if step == AGREE:
                    verifying.agree(record.pk, by=by, asks_for_date=form.cleaned_data["ask"])
                else:
                    verifying.refuse(record.pk, by=by)
            except Refused as refused:
                form.add_error(None, refused.message)
            else:
                return self.done(request, str(DONE[step]))
        return self.record_page(request, self.row(request, object_id), form)

    def done(self, request: HttpRequest, text: str) -> HttpResponse:
        left = verification.waiting_for_second().exclude(checked_by=request.user.pk)
        left = left.exclude(credential__therapist__owner=request.user.pk)
        filters = next_case.filters_of(request) or verification.SECOND
        return next_case.to_list(self, request, text, left, filters)

    def record_page(
        self, request: HttpRequest, record: VerificationRecord, form: forms.Form
    ) -> HttpResponse:
        today, user, credential = timezone.localdate(), request.user, record.credential
        is_waiting = checking.is_waiting(record)
        others = {record.checked_by_id, credential.therapist.owner_id}
        context = {
            "title": _("Check of %(credential)s") % {"credential": checking.named(credential)},
            "page": checking.CheckPage(credential, today),
            "record": record,
            "state": checking.state_of(record),
            "form": form,
            "preview": checking.preview(credential, record, today) if is_waiting else None,
            "is_waiting": is_waiting,
            "may_decide": is_waiting and can_check(user) and user.pk not in others,
        }
        return our_page(self, request, PAGE, context)
