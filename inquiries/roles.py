"""What moderators may do about inquiries: judge reports and what was held back, read no letters."""

from sciatica_site.hooks import Role
from sciatica_site.roles import MODERATOR

DECIDED = ("report", "complaint", "inquiry", "block")
#: States and dates alone.
READ = ("conversation", "inquirybox", "inquiryevent")

ROLES = (
    Role(
        MODERATOR,
        (
            *(f"inquiries.view_{name}" for name in (*DECIDED, *READ)),
            *(f"inquiries.change_{name}" for name in DECIDED),
        ),
    ),
)
