"""What can be done to articles and claims; each action keeps everything derived in step."""

from .history import record
from .text import set_body, set_claims, set_references

__all__ = ["record", "set_body", "set_claims", "set_references"]
