"""Therapists in the admin: a useful list, all six answers on one page, search rows kept true."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from directory.actions import listing, moderation
from directory.actions.refusals import Refused
from directory.choices import ProfileStatus
from directory.models import (
    Credential,
    LocationAccess,
    PracticeLocation,
    SearchDoc,
    SessionPhase,
    SessionPlan,
    Therapist,
)
from directory.search import doc
from directory.vetting import QUESTIONS, answered

from .answers import (
    ComfortInline,
    ConditionInline,
    CredentialInline,
    HoursInline,
    LocationInline,
    PlanInline,
    PolicyInline,
    RateInline,
    TechniqueInline,
)


class PublicNowFilter(admin.SimpleListFilter):
    """Public today, by the one rule that every page uses."""

    title = _("public today")
    parameter_name = "public"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(
        self, request: HttpRequest, queryset: "QuerySet[Therapist]"
    ) -> "QuerySet[Therapist]":
        if self.value() == "yes":
            return queryset & Therapist.objects.public()
        if self.value() == "no":
            return queryset.exclude(pk__in=Therapist.objects.public().values("pk"))
        return queryset


@admin.register(Therapist)
class TherapistAdmin(admin.ModelAdmin):
    list_display = ("name", "status", "place", "accepting", "confirmed_on", "is_demo", "page")
    list_filter = ("status", PublicNowFilter, "accepting", "is_demo", "locations__state")
    search_fields = ("name", "slug", "owner__email", "locations__city", "=locations__postal_code")
    date_hierarchy = "confirmed_on"
    autocomplete_fields = ("owner",)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    filter_horizontal = ("languages", "assessment_items", "works_with", "payment_kinds")
    readonly_fields = (
        "status", "consented_at", "consent_version", "published_at", "created_at", "updated_at",
        "page", "answers",
    )  # fmt: skip
    show_full_result_count = False
    inlines = (
        LocationInline, CredentialInline, TechniqueInline, ConditionInline, PlanInline,
        RateInline, PolicyInline, ComfortInline, HoursInline,
    )  # fmt: skip
    fieldsets = [
        (None, {"fields": ("name", "slug", "owner", "gender", "pronouns", "intro", "is_demo")}),
        (
            _("State"),
            {
                "fields": (
                    "status", "page", "answers", "consented_at", "consent_version", "published_at",
                    "created_at", "updated_at",
                )
            },
        ),
        (
            _("New clients"),
            {"fields": ("accepting", "waiting_weeks", "paused_until", "confirmed_on")},
        ),
        (_("Contact"), {"fields": ("phone", "website", "booking_url", "hours_note", "languages")}),
        (
            QUESTIONS[1].wording,
            {"fields": ("practicing_since", "back_and_leg_percent", "experience_note")},
        ),
        (
            QUESTIONS[2].wording,
            {"fields": ("pressure_lightest", "pressure_firmest", "styles_note")},
        ),
        (
            QUESTIONS[3].wording,
            {
                "fields": (
                    "intention", "approach_text", "assessment_items", "will_not_do",
                    "refers_when", "works_with",
                )
            },
        ),
        (QUESTIONS[5].wording, {"fields": ("payment_kinds", "rates_note")}),
    ]  # fmt: skip

    actions = ("publish", "suspend")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Therapist]":
        return super().get_queryset(request).prefetch_related("locations")

    @admin.action(description=_("Publish the selected profiles"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: "QuerySet[Therapist]") -> None:
        self._step(request, queryset, moderation.publish, _("The profile of %(name)s is public."))

    @admin.action(description=_("Suspend the selected profiles"), permissions=["change"])
    def suspend(self, request: HttpRequest, queryset: "QuerySet[Therapist]") -> None:
        said = _("The profile of %(name)s is no longer public.")
        self._step(request, queryset, moderation.suspend, said)

    def _step(
        self,
        request: HttpRequest,
        queryset: "QuerySet[Therapist]",
        step: Callable[..., Therapist],
        said: Any,
    ) -> None:
        for therapist in queryset:
            try:
                step(therapist.pk, by=request.user)
            except Refused as refusal:
                text = f"{therapist.name}: {refusal.message}"
                self.message_user(request, text, messages.ERROR)
            else:
                self.message_user(request, said % {"name": therapist.name}, messages.SUCCESS)

    @admin.display(description=_("place"))
    def place(self, therapist: Therapist) -> str:
        return ", ".join(str(location) for location in therapist.locations.all())

    @admin.display(description=_("public page"))
    def page(self, therapist: Therapist) -> str:
        if not therapist.pk or not therapist.is_public(timezone.localdate()):
            return str(_("not public"))
        return format_html('<a href="{}">{}</a>', therapist.get_absolute_url(), _("open"))

    @admin.display(description=_("questions answered"))
    def answers(self, therapist: Therapist) -> str:
        if not therapist.pk:
            return ""
        return ", ".join(str(question.short) for question in answered(therapist)) or "0"

    def get_readonly_fields(
        self, request: HttpRequest, obj: Therapist | None = None
    ) -> tuple[str, ...]:
        """Whose profile it is stays: it opens drafts, documents and erasing."""
        return (*self.readonly_fields, "owner") if obj else self.readonly_fields

    def has_change_permission(self, request: HttpRequest, obj: Therapist | None = None) -> bool:
        """Nobody decides about their own profile, and nobody checks their own credentials."""
        is_own = obj is not None and obj.owner_id == request.user.pk
        return super().has_change_permission(request, obj) and not is_own

    def save_model(
        self, request: HttpRequest, obj: Therapist, form: "ModelForm[Therapist]", change: bool
    ) -> None:
        """Only what was changed here: its therapist may have changed the rest meanwhile."""
        if not change:
            super().save_model(request, obj, form, change)
            return
        links = {field.name for field in Therapist._meta.many_to_many}
        obj.save(update_fields=[*(set(form.changed_data) - links), "updated_at"])

    def delete_model(self, request: HttpRequest, obj: Therapist) -> None:
        """As if its therapist erased it, with files, mails and lines of this log."""
        listing.erase(obj, by=obj.owner)

    def has_delete_permission(self, request: HttpRequest, obj: Therapist | None = None) -> bool:
        """Only drafts go from here: a profile that was public is removed, not deleted."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.status == ProfileStatus.DRAFT)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_formset(
        self, request: HttpRequest, form: "ModelForm[Therapist]", formset: Any, change: bool
    ) -> None:
        """Who checked a credential is whoever is signed in, never a choice."""
        if formset.model is Credential:
            for one in formset.forms:
                if "verification" in one.changed_data or "checked_on" in one.changed_data:
                    one.instance.checked_by = request.user if one.instance.checked_on else None
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        doc.refresh(form.instance)


class AccessInline(admin.TabularInline):
    model = LocationAccess
    extra = 0


@admin.register(PracticeLocation)
class PracticeLocationAdmin(admin.ModelAdmin):
    list_display = ("therapist", "city", "state", "postal_code", "setting")
    list_filter = ("setting", "state")
    list_select_related = ("therapist",)
    search_fields = ("therapist__name", "city", "=postal_code")
    autocomplete_fields = ("therapist",)
    inlines = (AccessInline,)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        doc.refresh(form.instance.therapist)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """The search row goes with its place; nobody needs a permission of its own for that."""
        found, counts, permissions, protected = super().get_deleted_objects(objs, request)
        return found, counts, permissions - {SearchDoc._meta.verbose_name}, protected

    def delete_model(self, request: HttpRequest, obj: PracticeLocation) -> None:
        therapist = obj.therapist
        super().delete_model(request, obj)
        doc.refresh(therapist)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions


class PhaseInline(admin.TabularInline):
    model = SessionPhase
    extra = 0


@admin.register(SessionPlan)
class SessionPlanAdmin(admin.ModelAdmin):
    list_display = ("therapist", "first_course", "review_after")
    list_filter = ("first_course",)
    list_select_related = ("therapist",)
    search_fields = ("therapist__name",)
    autocomplete_fields = ("therapist",)
    inlines = (PhaseInline,)
