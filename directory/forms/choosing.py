"""Fields that offer something to choose from: closed lists, and words of the vocabulary."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.models import Term

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

_MESSAGES: dict[str, Words] = {
    "required": _("Please choose one."),
    "invalid_choice": _("Choose from the answers shown here."),
    "invalid_list": _("Choose from the answers shown here."),
}
CHOOSE = _("Choose one")


class OneOfField(forms.ChoiceField):
    """One answer of a closed list."""

    default_error_messages = _MESSAGES


class NumberOfField(forms.TypedChoiceField):
    """One number of a closed list; `None` when nothing is chosen."""

    default_error_messages = _MESSAGES

    def __init__(
        self, *, numbers: Iterable[tuple[int, Words]], blank: Words = CHOOSE, **options: Any
    ) -> None:
        choices = [("", blank), *numbers]
        super().__init__(choices=choices, coerce=int, empty_value=None, **options)


class TermField(forms.ChoiceField):
    """One word of the vocabulary, kept by its slug; the form says which words there are."""

    default_error_messages = _MESSAGES

    def __init__(self, model: type[Term], **options: Any) -> None:
        self.model = model
        self.terms: list[Term] = []
        super().__init__(**options)

    def offer(self, terms: Sequence[Term], used: Collection[str]) -> None:
        self.terms = _choosable(terms, used)
        self.choices = [("", CHOOSE), *((term.slug, term.name) for term in self.terms)]


class TermsField(forms.MultipleChoiceField):
    """Any number of words of the vocabulary, in their own order."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = _MESSAGES

    def __init__(self, model: type[Term], *, is_explained: bool = False, **options: Any) -> None:
        self.model = model
        self.is_explained = is_explained
        self.terms: list[Term] = []
        super().__init__(required=False, **options)

    def offer(self, terms: Sequence[Term], used: Collection[str]) -> None:
        self.terms = _choosable(terms, used)
        self.choices = [(term.slug, self._label(term)) for term in self.terms]

    def clean(self, value: Any) -> list[str]:
        chosen = set(super().clean(value))
        return [term.slug for term in self.terms if term.slug in chosen]

    def _label(self, term: Term) -> str:
        is_long = self.is_explained and term.definition
        return f"{term.name}: {term.definition}" if is_long else term.name


def _choosable(terms: Sequence[Term], used: Collection[str]) -> list[Term]:
    """What is on offer today, and what this profile says already."""
    return [
        term
        for term in terms
        if term.slug in used or (term.is_active and getattr(term, "is_offered", True))
    ]


@dataclass(frozen=True)
class Explained:
    """A word that can be chosen, for a list of explanations beside the form."""

    slug: str
    name: str
    definition: str


def explained(terms: Iterable[Term]) -> list[Explained]:
    return [Explained(term.slug, term.name, term.definition) for term in terms if term.definition]
