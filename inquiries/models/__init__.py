"""The tables of inquiries, one noun per module."""

from .accuracy import AccuracyAnswer
from .box import Block, InquiryBox
from .case import CaseNote, Complaint, Report
from .event import InquiryEvent
from .inquiry import Conversation, Inquiry, Message

__all__ = [
    "AccuracyAnswer",
    "Block",
    "CaseNote",
    "Complaint",
    "Conversation",
    "Inquiry",
    "InquiryBox",
    "InquiryEvent",
    "Message",
    "Report",
]
