"""What the directory offers through the site's hooks, kind by kind."""

from __future__ import annotations

from sciatica_site import hooks

from . import (
    audit_secrets,
    audited,
    counting,
    due,
    erasing_again,
    figures,
    mail_samples,
    pairs,
    personal_data,
    reasons,
    reminders,
    retention,
    search_misses,
    second_looks,
    unsaved,
    wording_counts,
)
from .actions import inviting
from .invitations import waiting
from .queues import hidings, profiles, verification
from .roles import ROLES
from .rosters import forgetting
from .rosters import queues as roster_queues
from .rosters import uploads as roster_uploads
from .search.spelling import suggestion
from .site_search import therapists
from .uploads import removal, scanning

#: In the order in which they run.
DUE_JOBS = {
    "lapsed search rows": due.rewrite_lapsed_rows,
    "reminders to therapists": reminders.send_due,
    "second looks at hidden profiles": second_looks.remind,
    "rosters to be read": roster_uploads.read_waiting,
    "wording of profiles": wording_counts.recount_changed,
    "profiles that may be of one person": pairs.look,
    "documents to be scanned": scanning.scan_waiting,
    "old documents and stray files": removal.remove_orphans,
    "old unsaved texts": unsaved.forget_old,
    "old links, reminders and revisions": retention.forget_old,
    "old words about decisions": retention.forget_words,
    "old rosters": forgetting.forget_old,
    "old invitations": inviting.forget_old,
    "old counts": counting.forget_old_counts,
    "old searches without result": search_misses.forget_old,
}
QUEUES = (
    profiles.QUEUES
    | verification.QUEUES
    | {
        "hidings": hidings.hidings_waiting,
        "appeals": hidings.appeals_waiting,
        "proposals from lists": roster_queues.proposals_waiting,
    }
)
FIGURES = {"listed": figures.listed, "decided": figures.decided}
FIGURE_TABLES = {"states": figures.by_state, "misses": figures.missed}


def register() -> None:
    for name, job in DUE_JOBS.items():
        hooks.due_jobs.register(name, job)
    for name, queue in QUEUES.items():
        hooks.admin_queues.register(name, queue)
    for name, group in FIGURES.items():
        hooks.figures.register(name, group)
    for name, table in FIGURE_TABLES.items():
        hooks.figure_tables.register(name, table)
    hooks.area_notes.register("invitation", waiting.note)
    for role in ROLES:
        hooks.roles.register(f"{role.name} of the directory", role)
    for kind, label in audited.KINDS.items():
        hooks.audit_kinds.register(kind, label)
    for name, subject in audited.SUBJECTS.items():
        hooks.audit_subjects.register(name, subject)
    for reason in reasons.READY:
        hooks.audit_reasons.register(reason.key, reason.label)
    hooks.audit_secrets.register("own profile", audit_secrets.about_own_profile)
    for name, sample in mail_samples.previews().items():
        hooks.mail_previews.register(name, sample)
    hooks.exporters.register("profile", personal_data.export)
    hooks.erasers.register("profile", personal_data.erase_for)
    hooks.re_erasers.register("profiles", erasing_again.erase_again)
    hooks.re_erasers.register("invitations", erasing_again.decline_again)
    hooks.re_erasers.register("withdrawn consents", erasing_again.unlist_again)
    hooks.re_erasers.register("hidings", erasing_again.hide_again)
    hooks.readiness_checks.register("directory", due.missing_data)
    hooks.search_sources.register("therapists", therapists)
    hooks.search_suggestions.register("directory", suggestion)
