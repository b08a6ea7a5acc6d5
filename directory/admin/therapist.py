"""Therapists in the admin: a useful list, all six answers on one page, search rows kept true."""

from typing import Any

from django.contrib import admin, messages
from django.db import models, transaction
from django.db.models import Prefetch, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import person
from directory import audited, checks, exporting, formatting
from directory.actions import hiding, listing
from directory.actions.refusals import Refused
from directory.choices import ProfileStatus, RevisionStatus
from directory.models import (
    Credential,
    ProfileRevision,
    Therapist,
)
from directory.permissions import can_hide
from directory.presenters.pair import state
from directory.search import doc
from directory.vetting import QUESTIONS, answered
from sciatica_site.exporting import ExportMixin

from .account_links import without_link
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
from .attention import ProfileFilter
from .auditing import AuditedEdits
from .hide_page import hide_page


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
            return queryset.filter(pk__in=Therapist.objects.public().values("pk"))
        if self.value() == "no":
            return queryset.exclude(pk__in=Therapist.objects.public().values("pk"))
        return queryset


@admin.register(Therapist)
class TherapistAdmin(AuditedEdits, ExportMixin):
    list_display = ("name", "state", "place", "moved", "checked")
    list_filter = (
        ProfileFilter, "status", PublicNowFilter, "accepting", "is_demo", "locations__state",
    )  # fmt: skip
    search_fields = ("name", "slug", "owner__email", "locations__city", "=locations__postal_code")
    autocomplete_fields = ("owner",)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    filter_horizontal = ("languages", "assessment_items", "works_with", "payment_kinds")
    readonly_fields = (
        "status", "consented_at", "consent_version", "published_at", "created_at", "updated_at",
        "confirmed_on", "page", "answers",
    )  # fmt: skip
    list_per_page = 50
    show_full_result_count = False
    export_name = "therapists"
    export_columns = exporting.COLUMNS
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
        today = timezone.localdate()
        rows: QuerySet[Therapist] = super().get_queryset(request)
        waiting = ProfileRevision.objects.filter(status=RevisionStatus.SUBMITTED)
        return rows.prefetch_related(
            "locations",
            Prefetch("revisions", waiting.only("therapist", "submitted_at"), to_attr="waiting"),
            Prefetch(
                "credentials",
                Credential.objects.checked_and_in_date(today).only("therapist", "checked_on"),
                to_attr="checked_ones",
            ),
        )

    @admin.action(description=_("Publish the selected profiles"), permissions=["hide"])
    def publish(self, request: HttpRequest, queryset: "QuerySet[Therapist]") -> None:
        """An open hiding is ended; without agreement or approval the profile is a draft then."""
        by = person(request)
        for therapist in queryset:
            try:
                published = hiding.publish(therapist.pk, by=by)
            except Refused as refusal:
                text = f"{therapist.name}: {refusal.message}"
                self.message_user(request, text, messages.ERROR)
            else:
                is_published = published.status == ProfileStatus.PUBLISHED
                said = self._PUBLISHED if is_published else self._NOT_HIDDEN
                self.message_user(request, said % {"name": therapist.name}, messages.SUCCESS)

    _PUBLISHED = _("The profile of %(name)s is public.")
    _NOT_HIDDEN = _("The profile of %(name)s is not hidden any more, and not public either.")

    @admin.action(description=_("Hide the selected profiles"), permissions=["hide"])
    def suspend(self, request: HttpRequest, queryset: "QuerySet[Therapist]") -> HttpResponse | None:
        """Through a page with the words for their therapists."""
        return hide_page(self, request, queryset)

    @admin.display(description=_("state"), ordering="status")
    def state(self, therapist: Therapist) -> str:
        said = state(therapist)
        is_listed = therapist.status == ProfileStatus.PUBLISHED
        if is_listed and not therapist.is_public(timezone.localdate()):
            return gettext("%(state)s; not shown, not confirmed for 180 days") % {"state": said}
        return said

    @admin.display(description=_("place"))
    def place(self, therapist: Therapist) -> str:
        return "; ".join(f"{one.city}, {one.state}" for one in therapist.locations.all())

    @admin.display(description=_("waits since, or changed"), ordering="updated_at")
    def moved(self, therapist: Therapist) -> str:
        for revision in getattr(therapist, "waiting", []):
            if revision.submitted_at:
                since = formatting.day(timezone.localdate(revision.submitted_at))
                return gettext("waits since %(day)s") % {"day": since}
        changed = formatting.day(timezone.localdate(therapist.updated_at))
        return gettext("changed %(day)s") % {"day": changed}

    @admin.display(description=_("last checked"))
    def checked(self, therapist: Therapist) -> str:
        """Of the checks that count today."""
        days = [one.checked_on for one in getattr(therapist, "checked_ones", [])]
        last = max(filter(None, days), default=None)
        return formatting.day(last) if last else "–"

    @admin.display(description=_("account"))
    def account(self, therapist: Therapist) -> str:
        return str(therapist.owner)

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
        if obj is None:
            return self.readonly_fields
        return (*self.readonly_fields, without_link(request, "owner", "owner", "account"))

    def get_fieldsets(self, request: HttpRequest, obj: Therapist | None = None) -> Any:
        return without_link(request, self.fieldsets, "owner", "account") if obj else self.fieldsets

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
        number, status = obj.pk, obj.status
        with transaction.atomic():
            listing.erase(obj, by=obj.owner)
            audited.profile("profile.deleted", number, by=request.user, before=status)

    def profile_number(self, obj: Therapist) -> int:
        return obj.pk

    def export_rows(self, rows: "QuerySet[Therapist]") -> "QuerySet[Therapist]":
        return exporting.rows(rows)

    def has_hide_permission(self, request: HttpRequest) -> bool:
        return can_hide(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Therapist | None = None) -> bool:
        """Only drafts go from here: a profile that was public is hidden, or its therapist erases
        it."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.status == ProfileStatus.DRAFT)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_formset(
        self, request: HttpRequest, form: "ModelForm[Therapist]", formset: Any, change: bool
    ) -> None:
        """A credential that says something else now has not been checked by anybody."""
        if formset.model is Credential:
            checks.no_longer_count(
                one.instance
                for one in formset.initial_forms
                if not set(one.changed_data).isdisjoint(checks.CHECKED_FIELDS)
            )
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        doc.refresh(form.instance)
