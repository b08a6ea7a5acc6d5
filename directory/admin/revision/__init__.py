"""Texts of therapists in the admin: listed, reviewed one by one, small ones approved together."""

from .listing import ProfileRevisionAdmin

__all__ = ["ProfileRevisionAdmin"]
