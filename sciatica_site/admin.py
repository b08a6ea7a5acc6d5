"""The mail queue for moderators: what waits and what failed, never what a mail says."""

from __future__ import annotations

# Registers the stock pages, which show sign-in links; they are taken off again below.
import post_office.admin  # noqa: F401
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from post_office.models import Attachment, Email, EmailTemplate, Log

from .models import QueuedMail

for stock_model in (Attachment, Email, EmailTemplate, Log):
    if admin.site.is_registered(stock_model):
        admin.site.unregister(stock_model)


@admin.register(QueuedMail)
class QueuedMailAdmin(admin.ModelAdmin):
    list_display = ("id", "status_name", "created", "last_updated", "number_of_retries")
    list_filter = ("status", "created")
    date_hierarchy = "created"
    # Neither the text nor the recipients: this list answers "does mail go out?".
    fields = ("status_name", "created", "last_updated", "scheduled_time", "number_of_retries")
    readonly_fields = fields
    list_per_page = 50

    @admin.display(description=_("status"), ordering="status")
    def status_name(self, mail: QueuedMail) -> str:
        return str(mail.get_status_display() or "")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: QueuedMail | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: QueuedMail | None = None) -> bool:
        return False
