"""The answers of a therapist as rows on the admin's page of the profile."""

from django.contrib import admin
from django.forms import BaseInlineFormSet
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
    readonly_fields = ("checked_by",)
    fields = (
        ("kind", "title"), ("issuer", "number", "region"), "register",
        ("issued_on", "expires_on", "training_hours"),
        ("verification", "checked_on", "checked_by"), "position",
    )  # fmt: skip


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
