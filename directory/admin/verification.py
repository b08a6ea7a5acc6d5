"""Checks of credentials in the admin: their record, and the second look at one that waits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.models import User
from directory.actions import verifying
from directory.actions.refusals import Refused
from directory.forms.checking import ASK_LABEL
from directory.models import VerificationRecord
from directory.permissions import can_check
from directory.presenters import checking
from directory.queues import verification
from sciatica_site.admin import next_case
from sciatica_site.admin.reading import ReadOnlyAdmin
from sciatica_site.keys import number_or_404

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
class VerificationRecordAdmin(ReadOnlyAdmin):
    """Only ever added to, by whoever checks; here a second person agrees or does not."""

    list_display = ("what", "result", "state", "until", "since", "checked_by")
    list_display_links = ("what",)
    list_filter = (SecondFilter, "result", "method")
    list_select_related = ("credential__therapist", "credential__kind", "checked_by", "second_by")
    search_fields = ("credential__therapist__name", "=number", "checked_by__email")
    list_per_page = 50
    show_full_result_count = False
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

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        return self.record_page(request, self.record(request, object_id), SecondForm())

    def decide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        record = self.record(request, object_id)
        by = request.user
        if not isinstance(by, User) or not can_check(by):
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
                return self.done(request, record, str(DONE[step]))
        return self.record_page(request, self.record(request, object_id), form)

    def done(self, request: HttpRequest, record: VerificationRecord, text: str) -> HttpResponse:
        """Back to the list that led here, and on to what waits next in it."""
        left = verification.waiting_for_second().exclude(checked_by=request.user.pk)
        left = left.exclude(credential__therapist__owner=request.user.pk)
        said = next_case.offered(self, request, text, left)
        self.message_user(request, said, messages.SUCCESS)
        url = reverse("admin:directory_verificationrecord_changelist")
        filters = next_case.filters_of(request) or verification.SECOND
        return HttpResponseRedirect(f"{url}?{filters}")

    def record_page(
        self, request: HttpRequest, record: VerificationRecord, form: forms.Form
    ) -> HttpResponse:
        today, user, credential = timezone.localdate(), request.user, record.credential
        is_waiting = checking.is_waiting(record)
        others = {record.checked_by_id, credential.therapist.owner_id}
        context = {
            **self.admin_site.each_context(request),
            "title": _("Check of %(credential)s") % {"credential": checking.named(credential)},
            "opts": self.opts,
            "media": self.media,
            "page": checking.CheckPage(credential, today),
            "record": record,
            "state": checking.state_of(record),
            "form": form,
            "preview": checking.preview(credential, record, today) if is_waiting else None,
            "is_waiting": is_waiting,
            "may_decide": is_waiting
            and isinstance(user, User)
            and can_check(user)
            and user.pk not in others,
        }
        return TemplateResponse(request, PAGE, context)

    def record(self, request: HttpRequest, object_id: str) -> VerificationRecord:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        rows = VerificationRecord.objects.select_related(
            "credential__therapist", "credential__kind", "credential__register", "register",
            "checked_by", "second_by",
        )  # fmt: skip
        return get_object_or_404(rows, pk=number_or_404(object_id))
