"""The record of what happened to profiles: read by moderators, written by the site alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory import formatting
from directory.audit_secrets import events_of_own_profile
from directory.models import ProfileEvent, Therapist
from sciatica_site.admin.people import name_without_link
from sciatica_site.admin.reading import ReadOnlyAdmin


@admin.register(ProfileEvent)
class ProfileEventAdmin(ReadOnlyAdmin):
    list_display = ("happened_at", "kind", "profile", "revision", "who", "what_changed")
    list_display_links = ("happened_at",)
    fields = list_display
    list_filter = ("kind",)
    list_select_related = ("actor",)
    search_fields = ("=therapist_number", "actor__email")
    date_hierarchy = "happened_at"
    actions = None
    who = name_without_link("actor", gettext_lazy("by"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProfileEvent]:
        """Without those of one's own profile: they name who has hidden it or decided about it."""
        named = Therapist.objects.filter(pk=OuterRef("therapist_number")).values("name")
        rows: QuerySet[ProfileEvent] = super().get_queryset(request)
        rows = rows.exclude(events_of_own_profile(request.user))
        return rows.annotate(name=Subquery(named))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        happened = {"title": self.told(context["original"]), "subtitle": None}
        return super().render_change_form(request, context | happened, *args, **kwargs)

    def told(self, event: ProfileEvent) -> str:
        return _("%(what)s: %(profile)s, %(day)s") % {
            "what": event.get_kind_display(),
            "profile": self.profile(event),
            "day": formatting.day(timezone.localdate(event.happened_at)),
        }

    @admin.display(description=gettext_lazy("profile"), ordering="therapist_number")
    def profile(self, event: ProfileEvent) -> str:
        """The number alone, once the profile is erased."""
        number = _("profile %(number)d") % {"number": event.therapist_number}
        name = vars(event).get("name")
        return f"{name} ({number})" if name else number

    @admin.display(description=gettext_lazy("fields"))
    def what_changed(self, event: ProfileEvent) -> str:
        return ", ".join(event.fields) or "–"
