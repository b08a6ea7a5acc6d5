"""What every form of the editor does: choices from the vocabulary, plain values, quiet errors."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from directory.editing.content import Section

from .choosing import TermField, TermsField
from .hints import WordingHint, wording_hints
from .scope import Scope

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def slugs_in(rows: Iterable[Section]) -> dict[str, set[str]]:
    """By field, every text that these rows hold; among them the words they use."""
    found: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            texts = value if isinstance(value, list) else [value]
            found.setdefault(name, set()).update(t for t in texts if isinstance(t, str))
    return found


class EditorForm(forms.Form):
    """Without `shows_errors` it is judged all the same, but says nothing."""

    use_required_attribute = False  # a half-filled page may be sent to add a row

    def __init__(
        self,
        *args: Any,
        scope: Scope,
        saved: Sequence[Section],
        shows_errors: bool = True,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.scope = scope
        self.saved = saved
        self.shows_errors = shows_errors
        used = slugs_in(saved)
        for name, field in self.fields.items():
            if isinstance(field, TermField | TermsField):
                field.offer(scope.terms(field.model), used.get(name, set()))
        self.prepare()

    def prepare(self) -> None:
        """A hook for fields that depend on the profile."""

    @property
    def errors(self) -> ErrorDict:
        found = super().errors
        return found if self.shows_errors else ErrorDict(renderer=self.renderer)

    def is_valid(self) -> bool:
        return self.is_bound and not super().errors

    def values(self) -> Section:
        """What was typed, as the document holds it."""
        return {name: self.cleaned_data[name] for name in self.fields}

    def hints(self) -> list[WordingHint]:
        return wording_hints(self)


class SectionForm(EditorForm):
    """The fields of a section, or of a small fact, that stand once."""

    @property
    def current(self) -> Section:
        return self.saved[0]


class RowForm(EditorForm):
    """One row of a table. A row without anything in it is none."""

    #: What no two rows may share, and what to say about it beside the first of these fields.
    once: ClassVar[tuple[str, ...]] = ()
    twice: ClassVar[str | _StrPromise] = _("This is in the table already. Change one of the two.")

    @property
    def is_blank(self) -> bool:
        return not any(
            str(self._raw(name)).strip()
            for name, field in self.fields.items()
            if not field.widget.is_hidden
        )

    def _raw(self, name: str) -> Any:
        widget = self.fields[name].widget
        return widget.value_from_datadict(self.data, self.files, self.add_prefix(name)) or ""

    def full_clean(self) -> None:
        if self.is_bound and self.is_blank:
            self._errors = ErrorDict(renderer=self.renderer)
            self.cleaned_data: dict[str, Any] = {}
            return
        super().full_clean()

    @classmethod
    def check_together(cls, rows: Sequence[Self]) -> None:
        """Add the errors that only several rows show."""
        seen: set[tuple[Any, ...]] = set()
        for row in rows if cls.once else ():
            identity = row.identity()
            if identity is not None and identity in seen:
                row.add_error(cls.once[0], cls.twice)
            elif identity is not None:
                seen.add(identity)

    def identity(self) -> tuple[Any, ...] | None:
        """What makes it the same as another row; `None` while that is wrong or missing."""
        if any(self.cleaned_data.get(name) in (None, "") for name in self.once):
            return None
        return tuple(self.cleaned_data[name] for name in self.once)

    @classmethod
    def arrange(cls, rows: Sequence[Self]) -> list[Self]:
        """In the order of the tables; unless said otherwise, as typed."""
        return list(rows)


class KeyedRowForm(RowForm):
    """A row that others lean on. A key that is not of this document makes it a new row."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def kept(self) -> Section | None:
        """The row of the document that this one changes."""
        return self.saved_by_key.get(self.cleaned_data.get("key", ""))

    @property
    def saved_by_key(self) -> Mapping[str, Section]:
        return {row["key"]: row for row in self.saved}

    @classmethod
    def check_together(cls, rows: Sequence[Self]) -> None:
        super().check_together(rows)
        taken: set[str] = set()
        for row in rows:
            key = row.cleaned_data.get("key", "")
            if key in taken or key not in row.saved_by_key:
                key = f"new-{secrets.token_hex(6)}"
            taken.add(key)
            row.cleaned_data["key"] = key
