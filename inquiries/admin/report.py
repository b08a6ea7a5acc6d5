"""What visitors say is wrong with profiles, in the admin: the serious first."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import person
from directory.permissions import can_hide
from inquiries import moments
from inquiries.actions import reports_decision, reports_evidence, reports_hearing
from inquiries.choices import CaseState
from inquiries.forms.moderating import (
    RIGHT,
    SHOW,
    DecisionForm,
    HideForm,
    NoteForm,
    ResultForm,
    TellForm,
)
from inquiries.models import Report
from inquiries.presenters.report import ReportPage, profile_state
from inquiries.reports import standing
from sciatica_site.sealing import CannotUnseal

from .cases import CaseAdmin


class WaitsFilter(admin.SimpleListFilter):
    title = gettext_lazy("what waits for whom")
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("moderators", gettext_lazy("Waits for moderators")),
            ("therapist", gettext_lazy("Waits for the therapist's answer")),
            ("nobody", gettext_lazy("Decided")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Report]) -> QuerySet[Report]:
        rows = Report.objects.all()
        match self.value():
            case "moderators":
                return queryset.filter(
                    pk__in=rows.waiting_for_moderators(timezone.now()).values("pk")
                )
            case "therapist":
                return queryset.filter(pk__in=rows.waiting_for_reply(timezone.now()).values("pk"))
            case "nobody":
                return queryset.exclude(state=CaseState.OPEN)
        return queryset


@admin.register(Report)
class ReportAdmin(CaseAdmin):
    list_display = ("reason", "stands", "since", "profile")
    list_filter = (WaitsFilter, "state", "is_serious", "reason")
    linked_by = ("therapist",)
    list_select_related = ("therapist",)
    search_fields = ("therapist__name",)
    page = "admin/inquiries/report.html"
    step_forms: ClassVar = {
        "note": NoteForm,
        "tell": TellForm,
        "hide": HideForm,
        "decide": DecisionForm,
        "result": ResultForm,
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        """Without those of their own profile: they say who has reported it."""
        rows = Report.objects.select_related("therapist", "decided_by")
        return rows.not_about(person(request))

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits first; of it the serious, then what has waited longest."""
        return [F("decided_at").desc(nulls_first=True), "-is_serious", "made_at"]

    def waiting_for(self, user: User) -> QuerySet[Report]:
        return Report.objects.not_about(user).waiting_for_moderators(timezone.now())

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def stands(self, report: Report) -> str:
        return standing.in_words(report, timezone.now())

    @admin.display(description=gettext_lazy("since"), ordering="made_at")
    def since(self, report: Report) -> str:
        return moments.since(report.made_at, report.decided_at, timezone.now())

    @admin.display(description=gettext_lazy("profile"), ordering="therapist__name")
    def profile(self, report: Report) -> str:
        return report.therapist.name

    def act(
        self, request: HttpRequest, case: Report, step: str, said: dict[str, Any], by: User
    ) -> HttpResponse:
        match step:
            case "note":
                reports_evidence.note(case.pk, said["text"], key=said["key"], by=by)
                return self.done(request, _("The note was kept."), case)
            case "tell":
                reports_hearing.tell(case.pk, said["words"], by=by)
                return self.done(request, _("The therapist was told and has 14 days."), case)
            case "hide":
                reports_decision.hide_profile(case.pk, said["why"], by=by)
                text = _("The profile is hidden. A second person has to look at it now.")
                return self.done(request, text, case)
            case "result":
                reports_decision.tell_result(case.pk, by=by)
                return self.done(request, _("They were told how it ended."), case)
        return self._decide(request, case, said, by)

    def _decide(
        self, request: HttpRequest, case: Report, said: dict[str, Any], by: User
    ) -> HttpResponse:
        is_right = said["step"] == RIGHT
        reports_decision.decide(
            case.pk,
            is_right=is_right,
            tells_reporter=said["tells_reporter"],
            shows_profile=said["profile"] == SHOW if said["profile"] else None,
            because=said["because"],
            by=by,
        )
        closed = _("The report was closed as right.") if is_right else _("The report was closed.")
        text = " ".join([closed, *profile_state(self.row(request, str(case.pk)))])
        return self.done(request, text, case, offers_next=True)

    def show(
        self, request: HttpRequest, case: Report, sent: Any, kept: Any = None, **context: Any
    ) -> HttpResponse:
        by = person(request)
        try:
            # Who asks for headers alone reads nothing, and no line says that they have.
            said = None if request.method == "HEAD" else reports_evidence.open_words(case, by=by)
        except CannotUnseal:
            said = None
        page = ReportPage(case, said, timezone.now(), by)
        values = {"report": page, "may_hide": can_hide(by), **context}
        return super().show(request, case, sent, kept, **values)
