"""The name of the role to which several apps add rights, and the rights that belong to no app."""

from .hooks import Role

#: Decides about profiles, checks credentials, answers reports.
MODERATOR = "Directory moderator"

ROLES = (
    Role(
        MODERATOR,
        (
            # Whether mail goes out: a mail that failed may be one about a decision.
            "sciatica_site.view_queuedmail",
            "sciatica_site.view_auditentry",
        ),
    ),
)
