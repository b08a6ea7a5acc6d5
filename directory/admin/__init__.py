"""The directory in the Django admin."""

from . import document, event, revision, search, therapist, vocabulary

__all__ = ["document", "event", "revision", "search", "therapist", "vocabulary"]
