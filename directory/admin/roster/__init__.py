"""Lists of boards in the admin."""

from . import entry, proposal, reading, source

__all__ = ["entry", "proposal", "reading", "source"]
