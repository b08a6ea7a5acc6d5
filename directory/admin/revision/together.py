"""Small updates approved together, each one seen and named before."""

from __future__ import annotations

import re

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from directory.actions import moderation
from directory.actions.refusals import Refused
from directory.models import ProfileRevision
from directory.presenters.together import Candidate, candidates
from sciatica_site.admin.our_page import our_page

from . import skipping
from .reviewing import ReviewPages

PAGE = "admin/directory/profilerevision/together.html"
#: As many as somebody can really look at.
MOST_TOGETHER = 20
_SEEN = re.compile(r"([0-9]{1,18})-([0-9]{1,9})", re.ASCII)


class TogetherPages(ReviewPages):
    @admin.action(
        description=_("Approve small updates together (shows them first)"), permissions=["change"]
    )
    def approve_together(
        self, request: HttpRequest, queryset: QuerySet[ProfileRevision]
    ) -> HttpResponse | None:
        by = self.moderator(request)
        numbers = list(queryset.values_list("pk", flat=True)[: MOST_TOGETHER + 1])
        if len(numbers) > MOST_TOGETHER:
            text = _("Choose at most %(most)d at once, so that each one is looked at.")
            self.message_user(request, text % {"most": MOST_TOGETHER}, messages.ERROR)
            return None
        return self._show(request, candidates(self._rows(request, numbers), by))

    def together_view(self, request: HttpRequest) -> HttpResponse:
        """Each only as it was seen; what is no small update is left to the review page."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        by = self.moderator(request)
        seen = _seen(request.POST.getlist("seen"))
        approved = 0
        for candidate in candidates(self._rows(request, list(seen)), by):
            refusal = self._approve(candidate, seen[candidate.revision.pk], by)
            if refusal:
                text = f"{candidate.therapist.name}: {refusal}"
                self.message_user(request, text, messages.ERROR)
            else:
                approved += 1
        text = ngettext("%(count)d text was approved.", "%(count)d texts were approved.", approved)
        level = messages.SUCCESS if approved else messages.INFO
        self.message_user(request, text % {"count": approved}, level)
        return HttpResponseRedirect(skipping.address("changelist"))

    def _approve(self, candidate: Candidate, version: int, by: User) -> str:
        """Why it was not done; empty if it was."""
        if candidate.refusal and candidate.revision.version == version:
            return candidate.refusal
        try:
            moderation.approve(candidate.revision.pk, version=version, by=by)
        except Refused as refused:
            return str(refused)
        return ""

    def _rows(self, request: HttpRequest, numbers: list[int]) -> QuerySet[ProfileRevision]:
        """Among those that are in the list, whoever asks."""
        rows = self.get_queryset(request).defer(None).filter(pk__in=numbers)
        return rows.order_by("submitted_at", "pk")

    def _show(self, request: HttpRequest, found: list[Candidate]) -> HttpResponse:
        context = {
            "title": _("Approve small updates together"),
            "ready": [one for one in found if not one.refusal],
            "refused": [one for one in found if one.refusal],
        }
        return our_page(self, request, PAGE, context)


def _seen(values: list[str]) -> dict[int, int]:
    """Versions by revision, of at most as many as a page shows."""
    found = (_SEEN.fullmatch(value) for value in values[:MOST_TOGETHER])
    return {int(one[1]): int(one[2]) for one in found if one}
