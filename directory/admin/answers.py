"""The answers of a therapist as rows on the admin's page of the profile."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from directory.models import (
    Credential,
    OpeningHours,
    Policy,
    PracticeLocation,
    Rate,
    SessionPlan,
    TherapistComfort,
    TherapistCondition,
    TherapistTechnique,
)
from sciatica_site.admin.people import name_without_link

from .account_links import without_link


class CredentialFormSet(BaseInlineFormSet):
    """Says that a number is there twice; Django leaves conditional constraints to the database."""

    def clean(self) -> None:
        super().clean()
        seen: set[tuple[object, ...]] = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            if not data.get("number") or data.get("DELETE"):
                continue
            key = (data.get("kind"), data["number"], data.get("region"))
            if key in seen:
                form.add_error("number", _("This credential is listed twice."))
            seen.add(key)


class AnswerInline(InlineModelAdmin):
    """Asks as often for many rows as for one: for what the rows name, and for each list of choices.

    The stock boxes read their choices again for every row.
    """

    extra = 0
    #: What the rows name in other tables.
    named: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related(*self.named) if self.named else rows

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """What was sent is looked up among the rows themselves, so an old choice is refused."""
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None:
            field.choices = list(field.choices)
        return field


class LabeledFormSet(BaseInlineFormSet):
    """Names every box: in a table of the stock page nothing is the label of one."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            # Some are in a wrapper that adds links.
            box = getattr(field.widget, "widget", field.widget)
            if not box.is_hidden:
                box.attrs["aria-label"] = capfirst(str(field.label))


class AnswerTable(AnswerInline, admin.TabularInline):
    formset = LabeledFormSet


class CredentialInline(AnswerInline, admin.StackedInline):
    model = Credential
    formset = CredentialFormSet
    named = ("kind", "register", "checked_by")
    # A record of what was looked up says so, never a tick.
    readonly_fields = (
        "verification", "checked_on", "checked_by", "checker", "good_until", "checking",
    )  # fmt: skip
    fields = (
        ("kind", "title"), ("issuer", "number", "region"), "register",
        ("issued_on", "expires_on", "training_hours"),
        ("verification", "checked_on", "checked_by", "good_until"), "checking", "position",
    )  # fmt: skip

    checker = name_without_link("checked_by", _("checked by"))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return without_link(request, self.fields, "checked_by", "checker")

    @admin.display(description=_("check"))
    def checking(self, credential: Credential) -> str:
        if not credential.pk:
            return str(_("Save it first."))
        url = reverse("admin:directory_credential_change", args=[credential.pk])
        return format_html('<a href="{}">{}</a>', url, _("Check this credential"))


class LocationInline(AnswerInline, admin.StackedInline):
    model = PracticeLocation
    show_change_link = True


class TechniqueInline(AnswerTable):
    model = TherapistTechnique
    named = ("technique",)


class ConditionInline(AnswerTable):
    model = TherapistCondition
    named = ("condition",)


class ComfortInline(AnswerTable):
    model = TherapistComfort
    named = ("feature",)


class HoursInline(AnswerTable):
    model = OpeningHours


class PlanInline(admin.StackedInline):
    model = SessionPlan
    show_change_link = True


class RateInline(AnswerTable):
    model = Rate


class PolicyInline(AnswerTable):
    model = Policy
    named = ("kind",)
