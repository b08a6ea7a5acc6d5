"""The answers of a therapist as rows on the admin's page of the profile."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
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


class CredentialInline(admin.StackedInline):
    model = Credential
    formset = CredentialFormSet
    extra = 0
    autocomplete_fields = ("register",)
    # A record of what was looked up says so, never a tick.
    readonly_fields = (
        "verification", "checked_on", "checked_by", "checker", "good_until", "checking",
    )  # fmt: skip
    fields = (
        ("kind", "title"), ("issuer", "number", "region"), "register",
        ("issued_on", "expires_on", "training_hours"),
        ("verification", "checked_on", "checked_by", "good_until"), "checking", "position",
    )  # fmt: skip

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return without_link(request, self.fields, "checked_by", "checker")

    @admin.display(description=_("checked by"))
    def checker(self, credential: Credential) -> str:
        return str(credential.checked_by or "–")

    @admin.display(description=_("check"))
    def checking(self, credential: Credential) -> str:
        if not credential.pk:
            return str(_("Save it first."))
        url = reverse("admin:directory_credential_change", args=[credential.pk])
        return format_html('<a href="{}">{}</a>', url, _("Check this credential"))


class LocationInline(admin.StackedInline):
    model = PracticeLocation
    extra = 0
    show_change_link = True


class TechniqueInline(admin.TabularInline):
    model = TherapistTechnique
    extra = 0


class ConditionInline(admin.TabularInline):
    model = TherapistCondition
    extra = 0


class ComfortInline(admin.TabularInline):
    model = TherapistComfort
    extra = 0


class HoursInline(admin.TabularInline):
    model = OpeningHours
    extra = 0


class PlanInline(admin.StackedInline):
    model = SessionPlan
    show_change_link = True


class RateInline(admin.TabularInline):
    model = Rate
    extra = 0


class PolicyInline(admin.TabularInline):
    model = Policy
    extra = 0
