"""The kinds of fields that the pages of the editor are made of."""

from .choosing import CHOOSE, NumberOfField, OneOfField, TermField, TermsField
from .numbers import (
    ClockField,
    DayField,
    MoneyField,
    WholeNumberField,
    YearField,
)
from .texts import LineField, PhoneField, WebField, WordsField

__all__ = [
    "CHOOSE",
    "ClockField",
    "DayField",
    "LineField",
    "MoneyField",
    "NumberOfField",
    "OneOfField",
    "PhoneField",
    "TermField",
    "TermsField",
    "WebField",
    "WholeNumberField",
    "WordsField",
    "YearField",
]
