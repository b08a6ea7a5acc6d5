"""Inquiries in the admin: states and dates for moderators; texts only where reported."""

from . import box, complaint, event, inquiry, report  # noqa: F401 (each registers its pages)
