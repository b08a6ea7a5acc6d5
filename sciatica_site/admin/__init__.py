"""What belongs to no app, in the admin."""

from . import audit, mail

__all__ = ["audit", "mail"]
