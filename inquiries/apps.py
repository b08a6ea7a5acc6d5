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
            audited,
            box,
            delivery,
            due,
            erasing_again,
            figures,
            personal_data,
            queues,
            reply_facts,
            retention,
        )
        from .mail_samples import previews
        from .reports import confidence, matters
        from .roles import ROLES

        # Mails that failed come first: nobody is reminded of a message that never arrived.
        hooks.due_jobs.register("mails about messages that failed", delivery.failed_mails)
        hooks.due_jobs.register("messages without their mail", delivery.reconcile)
        hooks.due_jobs.register("messages that wait a working day", due.nudge)
        hooks.due_jobs.register("messages without an answer", due.offer_others)
        hooks.due_jobs.register("forms of silent therapists", due.close_silent_boxes)
        hooks.due_jobs.register("questions about profiles", due.ask_accuracy)
        hooks.due_jobs.register("old messages", retention.forget_old)
        hooks.exporters.register("messages", personal_data.export)
        hooks.re_erasers.register("messages", erasing_again.delete_again)
        hooks.profile_erasers.register("messages", personal_data.erase_profile)
        hooks.figures.register("messages", figures.answered)
        hooks.figures.register("reports", figures.reported)
        hooks.profile_facts.register("answers", reply_facts.profile_facts)
        hooks.profile_facts.register("accuracy", accuracy.sentences)
        hooks.writing_stops.register("messages", box.why_closed)
        hooks.words_for_therapists.register("reports", confidence.words_for_therapist)
        hooks.related_cases.register("reports", matters.of_profile)
        hooks.beside_hidings.register("reports", matters.told_beside)
        hooks.area_notes.register("messages", area.waiting)
        hooks.area_notes.register("reports", area.asked)
        for pile, count in queues.ALL.items():
            hooks.admin_queues.register(pile, count)
        for kind, label in audited.KINDS.items():
            hooks.audit_kinds.register(kind, label)
        for name, subject in audited.SUBJECTS.items():
            hooks.audit_subjects.register(name, subject)
        hooks.audit_secrets.register("reports of oneself", audited.about_oneself)
        for role in ROLES:
            hooks.roles.register(f"{role.name} of inquiries", role)
        for name, sample in previews().items():
            hooks.mail_previews.register(name, sample)
