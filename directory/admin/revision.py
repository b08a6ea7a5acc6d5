"""Texts of therapists in the admin: what waits, what it would change, and the three decisions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from directory.actions import moderation
from directory.actions.refusals import Refused
from directory.choices import RevisionStatus
from directory.editing import preview
from directory.editing.applying import OutdatedContent
from directory.models import ProfileRevision, Therapist
from directory.permissions import can_moderate
from directory.presenters.review import SEEN_BY_MODERATORS, Review, days_since

DONE = {
    "approve": _("The text was approved."),
    "ask": _("The therapist was asked for changes."),
    "reject": _("The text was rejected."),
}


class DecisionForm(forms.Form):
    """`version` names what the moderator saw; a decision about anything else is refused."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=[(name, name) for name in DONE])
    reasons = forms.CharField(
        label=_("Reasons"),
        required=False,
        max_length=moderation.LONGEST_REASONS,
        widget=forms.Textarea(attrs={"rows": 8, "cols": 80}),
        help_text=_(
            "The therapist reads these words in their own area; a mail says that they are there."
            " Needed to ask for changes and to reject."
        ),
    )

    def decide(self, revision: ProfileRevision, by: User) -> str:
        """Does what was chosen and gives the message for it. Raises `Refused`."""
        data = self.cleaned_data
        decision, version, reasons = data["decision"], data["version"], data["reasons"]
        if decision == "approve":
            moderation.approve(revision.pk, version=version, by=by)
        else:
            step: Callable[..., ProfileRevision] = (
                moderation.ask_for_changes if decision == "ask" else moderation.reject
            )
            step(revision.pk, version=version, by=by, reasons=reasons)
        return str(DONE[decision])


class FirstFilter(admin.SimpleListFilter):
    title = _("first or update")
    parameter_name = "first"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("First text")), ("no", _("Update"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[ProfileRevision]
    ) -> QuerySet[ProfileRevision]:
        if self.value() in {"yes", "no"}:
            return queryset.filter(based_on__isnull=self.value() == "yes")
        return queryset


@admin.register(ProfileRevision)
class ProfileRevisionAdmin(admin.ModelAdmin):
    """Nothing is written here but the three decisions."""

    list_display = ("profile", "number", "what", "status", "waits", "submitted_at", "decided_by")
    list_display_links = ("profile",)
    list_filter = ("status", FirstFilter)
    list_select_related = ("therapist", "decided_by")
    search_fields = ("therapist__name", "therapist__slug", "therapist__owner__email")
    actions = None
    show_full_result_count = False

    class Media:
        css = {"all": ["admin/articles/desk.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProfileRevision]:
        rows = super().get_queryset(request).filter(status__in=SEEN_BY_MODERATORS)
        return rows.defer("content", "reasons")

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits comes first, and of it what has waited longest."""
        waits = When(status=RevisionStatus.SUBMITTED, then=Value(0))
        since = When(status=RevisionStatus.SUBMITTED, then=F("submitted_at"))
        return [Case(waits, default=Value(1)).asc(), Case(since).asc(), "-decided_at", "-pk"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path(
                "<path:object_id>/decide/",
                wrap(require_POST(self.decide_view)),
                name="directory_profilerevision_decide",
            ),
            path(
                "<path:object_id>/preview/",
                wrap(require_safe(self.preview_view)),
                name="directory_profilerevision_preview",
            ),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        revision = self._revision(request, object_id)
        if revision.status not in SEEN_BY_MODERATORS:
            raise Http404
        return self._page(request, revision, DecisionForm())

    def decide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        revision = self._revision(request, object_id)
        user = request.user
        if not (
            isinstance(user, User)
            and self.has_change_permission(request, revision)
            and can_moderate(user)
        ):
            raise PermissionDenied
        form = DecisionForm(request.POST)
        if form.is_valid():
            try:
                done = form.decide(revision, user)
            except Refused as refused:
                for reason in [refused.message, *refused.reasons]:
                    form.add_error(None, reason)
            else:
                self.message_user(request, done, messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:directory_profilerevision_changelist"))
        return self._page(request, self._revision(request, object_id), form)

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """By the renderer that the therapist's own preview uses."""
        review = Review(self._revision(request, object_id))
        if review.is_with_therapist:
            raise Http404
        submitted_at = review.revision.submitted_at
        try:
            html = preview.rendered(
                request,
                review.therapist.pk,
                review.content,
                template="admin/directory/profilerevision/preview.html",
                confirmed_on=timezone.localdate(submitted_at) if submitted_at else None,
                extra={"revision": review.revision},
            )
        except OutdatedContent as outdated:
            text = _("There is no preview: the text names what is no longer there: %(names)s.")
            names = {"names": ", ".join(outdated.names)}
            self.message_user(request, text % names, messages.ERROR)
            return HttpResponseRedirect(_address(review.revision))
        response = HttpResponse(html)
        response["X-Robots-Tag"] = "noindex"
        response["Cache-Control"] = "private, no-store"
        return response

    def _page(
        self, request: HttpRequest, revision: ProfileRevision, form: DecisionForm
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Review a text"),
            "subtitle": str(revision.therapist),
            "opts": self.opts,
            "media": self.media,
            "review": Review(revision),
            "form": form,
            "may_decide": self.has_change_permission(request, revision),
        }
        return TemplateResponse(request, "admin/directory/profilerevision/review.html", context)

    def _revision(self, request: HttpRequest, object_id: str) -> ProfileRevision:
        """Of any state: somebody may have it on the screen while its therapist takes it back."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        try:
            number = int(unquote(object_id))
        except ValueError:
            raise Http404 from None
        rows = ProfileRevision.objects.select_related("decided_by")
        found = get_object_or_404(rows, pk=number)
        found.therapist = Therapist.objects.with_answers().get(pk=found.therapist_id)
        return found

    @admin.display(description=_("profile"), ordering="therapist__name")
    def profile(self, revision: ProfileRevision) -> str:
        return revision.therapist.name

    @admin.display(description=_("what"))
    def what(self, revision: ProfileRevision) -> str:
        return str(_("first text") if revision.based_on is None else _("update"))

    @admin.display(description=_("waits"))
    def waits(self, revision: ProfileRevision) -> str:
        if revision.status != RevisionStatus.SUBMITTED:
            return "–"
        days = days_since(revision)
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def _address(revision: ProfileRevision) -> str:
    return reverse("admin:directory_profilerevision_change", args=[revision.pk])
