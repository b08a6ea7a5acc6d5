"""The directory in the Django admin."""

from . import search, therapist, vocabulary

__all__ = ["search", "therapist", "vocabulary"]
