"""Registers inquiries with Django and with the site's hooks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InquiriesConfig(AppConfig):
    name = "inquiries"
    verbose_name = _("Inquiries")

    def ready(self) -> None:
        from sciatica_site import hooks

        from . import (
            accuracy,
            area,
            box,
            delivery,
            due,
            personal_data,
            reply_facts,
            retention,
        )
        from .mail_samples import previews

        # Mails that failed come first: nobody is reminded of a message that never arrived.
        hooks.due_jobs.register("mails about messages that failed", delivery.failed_mails)
        hooks.due_jobs.register("messages without their mail", delivery.reconcile)
        hooks.due_jobs.register("messages that wait a working day", due.nudge)
        hooks.due_jobs.register("messages without an answer", due.offer_others)
        hooks.due_jobs.register("forms of silent therapists", due.close_silent_boxes)
        hooks.due_jobs.register("questions about profiles", due.ask_accuracy)
        hooks.due_jobs.register("old messages", retention.forget_old)
        hooks.exporters.register("messages", personal_data.export)
        hooks.profile_erasers.register("messages", personal_data.erase_profile)
        hooks.profile_facts.register("answers", reply_facts.profile_facts)
        hooks.profile_facts.register("accuracy", accuracy.sentences)
        hooks.writing_stops.register("messages", box.why_closed)
        hooks.area_notes.register("messages", area.waiting)
        for name, sample in previews().items():
            hooks.mail_previews.register(name, sample)
