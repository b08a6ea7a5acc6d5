"""Closed letter boxes and blocked senders in the admin."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import person
from inquiries.actions import judging
from inquiries.models import Block, InquiryBox
from sciatica_site.admin.people import name_without_link
from sciatica_site.admin.reading import ReadOnlyAdmin, StepsAdmin


@admin.register(InquiryBox)
class InquiryBoxAdmin(ReadOnlyAdmin):
    """Its therapist opens it again, in the own area."""

    list_display = ("therapist", "paused_at", "pause_reason", "opened_at")
    list_filter = ("pause_reason",)
    list_select_related = ("therapist",)
    search_fields = ("therapist__name",)
    fields = list_display
    actions = None


@admin.register(Block)
class BlockAdmin(StepsAdmin):
    """The digest alone is kept, so nobody can tell from this list who it is."""

    list_display = ("short_digest", "scope", "therapist", "made_at", "who")
    list_filter = ("scope",)
    list_select_related = ("therapist", "actor")
    fields = list_display
    actions = ("unblock",)
    who = name_without_link("actor", gettext_lazy("by"))

    @admin.display(description=gettext_lazy("sender"))
    def short_digest(self, block: Block) -> str:
        return str(block)

    @admin.action(description=gettext_lazy("Let them write again"), permissions=["change"])
    def unblock(self, request: HttpRequest, rows: QuerySet[Block]) -> None:
        by = person(request)
        blocks = list(rows)
        for block in blocks:
            judging.unblock(block, by=by)
        done = _("%(count)d may write again.") % {"count": len(blocks)}
        self.message_user(request, done, messages.SUCCESS)
