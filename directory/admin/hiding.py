"""Hidden profiles in the admin: what waits for a second look, and the page to hide some."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Case, F, QuerySet, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from directory import hidings
from directory.actions import hiding as actions
from directory.models import Appeal, Hiding
from directory.presenters import hiding_history

from .deciding import DecidingAdmin, since

CONFIRM, END = "confirm", "end"


class StepForm(forms.Form):
    step = forms.ChoiceField(choices=[(CONFIRM, CONFIRM), (END, END)])


class SecondLookFilter(admin.SimpleListFilter):
    title = gettext_lazy("second look")
    parameter_name = "second_look"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("waiting", _("Waits")),
            ("hidden", _("Confirmed, still hidden")),
            ("over", _("Over")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Hiding]) -> QuerySet[Hiding]:
        if self.value() == "waiting":
            return queryset.filter(pk__in=hidings.waiting().values("pk"))
        if self.value() == "hidden":
            return queryset.filter(ended_at=None, confirmed_at__isnull=False)
        if self.value() == "over":
            return queryset.filter(ended_at__isnull=False)
        return queryset


@admin.register(Hiding)
class HidingAdmin(DecidingAdmin):
    """The second step of two; the first one is taken in the list of therapists."""

    list_display = ("profile", "state", "since", "urgent", "replied")
    list_display_links = ("profile",)
    list_filter = (SecondLookFilter, "is_urgent")
    list_select_related = ("therapist", "hidden_by", "confirmed_by", "ended_by")
    search_fields = ("therapist__name", "therapist__slug")
    page = "admin/directory/hiding.html"
    page_title = gettext_lazy("Look at a hidden profile again")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Hiding]:
        return hidings.of_others(super().get_queryset(request), request.user)

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits first; of it the urgent, then what has waited longest."""
        waits = When(ended_at=None, confirmed_at=None, then=Value(0))
        hidden = When(ended_at=None, then=Value(1))
        return [
            Case(waits, hidden, default=Value(2)).asc(),
            Case(When(ended_at=None, then=F("is_urgent")), default=Value(False)).desc(),
            Case(When(ended_at=None, then=F("hidden_at"))).asc(),
            "-hidden_at",
            "-pk",
        ]

    def new_form(self, data: Any = None) -> forms.Form:
        return StepForm(data)

    def decide(self, case: Hiding, form: forms.Form, by: User) -> str:
        if form.cleaned_data["step"] == CONFIRM:
            actions.confirm(case.pk, by=by)
            return _("Confirmed: the profile stays hidden.")
        actions.end(case.pk, by=by)
        return _("The profile is not hidden any more. Its therapist gets a mail.")

    def waiting_for(self, user: User) -> QuerySet[Hiding]:
        return hidings.waiting_for(user)

    def page_context(self, case: Hiding, user: User) -> dict[str, Any]:
        return {
            "appeal": Appeal.objects.filter(hiding=case).first(),
            "state": self.state(case),
            "is_own_step": not hidings.may_end(user, case) and case.hidden_by_id == user.pk,
            "had_second_look": hidings.had_second_look(case),
            **hiding_history.around(user, case.therapist_id),
        }

    @admin.display(description=gettext_lazy("profile"), ordering="therapist__name")
    def profile(self, hiding: Hiding) -> str:
        return hiding.therapist.name

    @admin.display(description=gettext_lazy("state"))
    def state(self, hiding: Hiding) -> str:
        if hiding.ended_at:
            return _("Not hidden any more")
        if hidings.had_second_look(hiding):
            return _("Hidden, confirmed by a second moderator")
        if hiding.confirmed_at:
            return _("Hidden, without a second moderator")
        return _("Hidden, waits for a second look")

    @admin.display(description=gettext_lazy("since"), ordering="hidden_at")
    def since(self, hiding: Hiding) -> str:
        return since(hiding.ended_at or hiding.hidden_at, hiding.ended_at is None, timezone.now())

    @admin.display(description=gettext_lazy("urgent"), boolean=True, ordering="is_urgent")
    def urgent(self, hiding: Hiding) -> bool:
        return hiding.is_urgent

    @admin.display(description=gettext_lazy("reply"), boolean=True, ordering="replied_at")
    def replied(self, hiding: Hiding) -> bool:
        return hiding.replied_at is not None
