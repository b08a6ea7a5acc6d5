"""Proposals from lists in the admin: what is stated beside what is listed, and two steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.permissions import person
from directory.actions import verifying
from directory.admin import cells
from directory.admin.deciding import DecidingAdmin
from directory.choices import ProposalKind, ProposalState
from directory.forms.checking import ASK_LABEL
from directory.models import Register, RosterProposal, VerificationRecord
from directory.permissions import can_check
from directory.presenters import checking
from directory.rosters import deciding, difference
from sciatica_site.admin import next_case
from sciatica_site.admin.our_page import our_page
from sciatica_site.keys import is_key

ACCEPT, DECLINE = "accept", "decline"
OPEN = f"state={ProposalState.OPEN}"


class StepForm(forms.Form):
    step = forms.ChoiceField(choices=[(ACCEPT, ACCEPT), (DECLINE, DECLINE)])
    ask = forms.BooleanField(label=ASK_LABEL, required=False)


class TogetherForm(forms.Form):
    """The numbers of proposals that somebody has seen on the page before."""

    def __init__(self, numbers: list[str]) -> None:
        self.numbers = [
            int(number) for number in numbers[: deciding.MOST_TOGETHER] if is_key(number)
        ]
        super().__init__()


class _ChosenFilter(admin.SimpleListFilter):
    """Takes only the values that it offers."""

    field = ""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        offered = {str(key) for key, _label in self.lookup_choices}
        return queryset.filter(**{self.field: value}) if value in offered else queryset


class StateFilter(_ChosenFilter):
    title, parameter_name, field = gettext_lazy("state"), "state", "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(ProposalState.choices)


class KindFilter(_ChosenFilter):
    title, parameter_name, field = gettext_lazy("what"), "kind", "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(ProposalKind.choices)


class RegisterFilter(_ChosenFilter):
    title, parameter_name = gettext_lazy("register"), "register"
    field = "roster_import__source__register__slug"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        rows = Register.objects.filter(roster_source__isnull=False)
        return list(rows.values_list("slug", "name"))


@admin.register(RosterProposal)
class RosterProposalAdmin(DecidingAdmin):
    list_display = ("stated", "kind", "listed", "until", "state", "since")
    list_display_links = ("stated",)
    list_filter = (StateFilter, KindFilter, RegisterFilter)
    list_select_related = (
        "credential__therapist", "credential__kind", "roster_import__source__register",
    )  # fmt: skip
    search_fields = ("=number",)
    actions = ("accept_selected",)  # type: ignore[assignment]  # the others have none
    page = "admin/directory/roster/proposal.html"

    class Media:
        css = {"all": ["admin/directory/checks.css"]}

    page_title = gettext_lazy("Decide what a list says")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.together_view))
        name = "directory_rosterproposal_together"
        return [path("together/", view, name=name), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[RosterProposal]:
        rows = super().get_queryset(request)
        return rows.select_related(
            "credential__therapist", "credential__kind", "roster_import__source__register"
        )

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits first, and of it what has waited longest."""
        waits = When(state=ProposalState.OPEN, then=Value(0))
        since = When(state=ProposalState.OPEN, then=F("made_at"))
        return [Case(waits, default=Value(1)).asc(), Case(since).asc(), "-decided_at", "-pk"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is accepted becomes a check, which takes the right to check."""
        return super().has_change_permission(request, obj) and can_check(request.user)

    def new_form(self, data: Any = None) -> forms.Form:
        return StepForm(data)

    def decide(self, case: RosterProposal, form: forms.Form, by: User) -> str:
        if form.cleaned_data["step"] == DECLINE:
            deciding.decline(case.pk, by=by)
            return _("Declined. The credential stays as it is.")
        record = deciding.accept(case.pk, by=by, asks_for_date=form.cleaned_data["ask"])
        if record.needs_second:
            return _("Accepted and written down as a check. It waits for a second person.")
        return _("Accepted and written down as a check. The profile says so.")

    def waiting_for(self, user: User) -> QuerySet[RosterProposal]:
        rows = RosterProposal.objects.filter(state=ProposalState.OPEN)
        return rows.exclude(credential__therapist__owner=user)

    def after(
        self, request: HttpRequest, case: RosterProposal, done: str, by: User
    ) -> HttpResponse:
        filters = next_case.filters_of(request) or OPEN
        return next_case.to_list(self, request, done, self.waiting_for(by), filters)

    def page_context(self, case: RosterProposal, user: User) -> dict[str, Any]:
        credential = case.credential
        facts = deciding.facts(case)
        record = VerificationRecord(credential=credential, **facts)
        is_open = case.state == ProposalState.OPEN
        today = timezone.localdate()
        return {
            "title": _("A list about %(credential)s") % {"credential": checking.named(credential)},
            "subtitle": "",
            "register": facts["register"],
            "result": facts["result"].label,
            "remarks": difference.remarks(case),
            "preview": checking.preview(credential, record, today) if is_open else None,
            "needs_second": verifying.needs_second(),
            "has_other_number": difference.has_other_number(case),
        }

    @admin.action(description=gettext_lazy("Accept the selected ones"), permissions=["change"])
    def accept_selected(
        self, request: HttpRequest, queryset: QuerySet[RosterProposal]
    ) -> HttpResponse:
        """Only those that confirm; the rest needs a look at each."""
        chosen = list(queryset[: deciding.MOST_TOGETHER + 1])
        ready = [one for one in chosen if self._is_ready(request, one)]
        context = {
            "title": _("Accept together"),
            "ready": ready[: deciding.MOST_TOGETHER],
            "others": len(chosen) - len(ready),
            "needs_second": verifying.needs_second(),
        }
        return our_page(self, request, "admin/directory/roster/together.html", context)

    def together_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = TogetherForm(request.POST.getlist("proposal"))
        count, refusals = deciding.accept_together(form.numbers, by=person(request))
        for refusal in refusals:
            self.message_user(request, refusal, messages.ERROR)
        said = ngettext("%(count)d was accepted.", "%(count)d were accepted.", count)
        level = messages.SUCCESS if count else messages.WARNING
        self.message_user(request, said % {"count": count}, level)
        return HttpResponseRedirect(reverse("admin:directory_rosterproposal_changelist"))

    def _is_ready(self, request: HttpRequest, proposal: RosterProposal) -> bool:
        return (
            proposal.state == ProposalState.OPEN
            and proposal.kind in deciding.TOGETHER
            and self.has_change_permission(request, proposal)
        )

    @admin.display(description=gettext_lazy("on the profile"))
    def stated(self, proposal: RosterProposal) -> str:
        return checking.named(proposal.credential)

    @admin.display(description=gettext_lazy("on the list"))
    def listed(self, proposal: RosterProposal) -> str:
        found = (proposal.listed_name, proposal.listed_status)
        return ", ".join(part for part in found if part) or "–"

    @admin.display(description=gettext_lazy("valid through"), ordering="expires_on")
    def until(self, proposal: RosterProposal) -> str:
        return cells.day(proposal.expires_on)

    @admin.display(description=gettext_lazy("since"), ordering="made_at")
    def since(self, proposal: RosterProposal) -> str:
        return cells.day(proposal.made_at)
