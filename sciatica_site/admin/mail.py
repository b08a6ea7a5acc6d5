"""The mail queue for moderators: what waits and what failed, never what a mail says."""

from __future__ import annotations

# Registers the stock pages, which show sign-in links; they are taken off again below.
import post_office.admin  # noqa: F401
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from post_office.models import (
    STATUS,
    Attachment,
    Email,
    EmailTemplate,
    Log,
    RecipientDeliveryStatus,
)

from sciatica_site.mail import worker
from sciatica_site.models import QueuedMail

from .reading import ReadOnlyAdmin

CAME_BACK = (RecipientDeliveryStatus.HARD_BOUNCED, RecipientDeliveryStatus.SPAM_COMPLAINT)

for stock_model in (Attachment, Email, EmailTemplate, Log):
    if admin.site.is_registered(stock_model):
        admin.site.unregister(stock_model)


@admin.register(QueuedMail)
class QueuedMailAdmin(ReadOnlyAdmin):
    list_display = (
        "id",
        "status_name",
        "bounced",
        "created",
        "last_updated",
        "number_of_retries",
    )
    list_filter = ("status", "recipient_delivery_status", "created")
    list_names = {("status__exact", str(STATUS.failed)): _("Mails that could not be sent")}
    # What a provider names when a mail comes back.
    search_fields = ("=message_id",)
    search_help_text = _("Message-ID, with its angle brackets")
    actions = ("mark_as_bounced",)
    date_hierarchy = "created"
    # Neither the text nor the recipients: this list answers "does mail go out?".
    fields = (
        *("status_name", "bounced", "message_id"),
        *("created", "last_updated", "scheduled_time", "number_of_retries"),
    )
    readonly_fields = fields

    @admin.display(description=_("status"), ordering="status")
    def status_name(self, mail: QueuedMail) -> str:
        return str(mail.get_status_display() or "")

    @admin.display(description=_("came back"), boolean=True)
    def bounced(self, mail: QueuedMail) -> bool:
        return mail.recipient_delivery_status in CAME_BACK

    # Nobody may change a mail; that it came back is a fact, and who sees the list may note it.
    @admin.action(description=_("Mark as bounced"), permissions=["view"])
    def mark_as_bounced(self, request: HttpRequest, mails: QuerySet[QueuedMail]) -> None:
        for mail in mails:
            self.log_change(request, mail, "Marked as bounced.")
        marked = worker.mark_bounced(mails)
        text = ngettext("%(n)d mail is marked.", "%(n)d mails are marked.", marked)
        self.message_user(request, text % {"n": marked})
