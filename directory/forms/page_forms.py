"""All forms of one page of the editor together: filled in, judged, and read as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from directory.choices import LiveFact
from directory.editing import live
from directory.editing.content import Content, Section
from directory.editing.live import Values
from directory.models import Therapist

from .base import EditorForm, RowForm, SectionForm
from .choosing import Explained, TermField, explained
from .hints import WordingHint
from .pages import EditorPage, FormPart, Table
from .row_buttons import press_row_button
from .rows import RowSet, row_set
from .scope import Scope
from .texts import mended

__all__ = ["BoundPart", "BoundTable", "PageForms", "press_row_button"]


@dataclass
class BoundTable:
    """`id` is that of the element round the table: errors of the whole table lead to it."""

    table: Table
    formset: RowSet

    @property
    def id(self) -> str:
        return f"id_{self.formset.prefix}"

    @property
    def explained(self) -> list[Explained]:
        """The words to choose from in this table, each in plain words."""
        fields = self.formset.forms[0].fields.values()
        return [one for f in fields if isinstance(f, TermField) for one in explained(f.terms)]

    @property
    def can_grow(self) -> bool:
        return self.formset.total_form_count() < self.table.most


@dataclass
class BoundPart:
    part: FormPart
    form: SectionForm | None
    tables: list[BoundTable]
    #: What is saved now.
    current: Section

    def is_valid(self) -> bool:
        # All of them, so that every message is there at once.
        valid = [table.formset.is_valid() for table in self.tables]
        return all([*valid, self.form.is_valid() if self.form else True])

    def values(self) -> Section:
        """What is not asked on the page, such as the photo, stays as it is."""
        asked = self.form.values() if self.form else {}
        rows = {table.table.name: table.formset.values() for table in self.tables}
        return {**self.current, **asked, **rows}

    def forms(self) -> Iterator[EditorForm]:
        if self.form:
            yield self.form
        for table in self.tables:
            yield from table.formset.forms


class PageForms:
    """Without `data` it shows what is saved: the document, and the live facts of the tables.

    With `show_errors=False` it shows what was typed and says nothing of what is wrong with it.
    """

    def __init__(
        self,
        page: EditorPage,
        *,
        therapist: Therapist,
        content: Content,
        data: QueryDict | None = None,
        show_errors: bool = True,
    ) -> None:
        self.page = page
        self.therapist = therapist
        self.content = content
        self.show_errors = show_errors
        self._data = None if data is None else mended(data)
        self._scope = Scope(therapist, content)
        self.parts = [self._bind(part) for part in page.parts]

    def is_valid(self) -> bool:
        valid = [part.is_valid() for part in self.parts]
        return all(valid)

    def sections(self) -> dict[str, Section]:
        """Whole new sections of the document; after `is_valid()`."""
        return {bound.part.target: bound.values() for bound in self.parts if not bound.part.is_live}

    def facts(self) -> dict[LiveFact, Values]:
        """The small facts as they are written to the tables; after `is_valid()`."""
        return {
            LiveFact(bound.part.target): bound.values()
            for bound in self.parts
            if bound.part.is_live
        }

    @cached_property
    def error_list(self) -> list[tuple[str, str]]:
        """The id of each control that needs attention, and what is wrong, in the page's order."""
        if self._data is None or not self.show_errors:
            return []
        return [error for bound in self.parts for error in _errors_of(bound)]

    @cached_property
    def hints(self) -> list[WordingHint]:
        return [hint for bound in self.parts for form in bound.forms() for hint in form.hints()]

    def _bind(self, part: FormPart) -> BoundPart:
        current = self._current(part)
        tables = [self._bind_table(part, table, current) for table in part.tables]
        return BoundPart(part, self._bind_form(part, current), tables, current)

    def _bind_form(self, part: FormPart, current: Section) -> SectionForm | None:
        if part.form is None:
            return None
        return part.form(
            self._data,
            prefix=part.target,
            initial=current,
            scope=self._scope,
            saved=[current],
            shows_errors=self.show_errors,
        )

    def _bind_table(self, part: FormPart, table: Table, current: Section) -> BoundTable:
        rows = row_set(table.form, table.most)(
            self._data,
            prefix=f"{part.target}-{table.name}",
            scope=self._scope,
            saved=current[table.name],
            shows_errors=self.show_errors,
        )
        return BoundTable(table, rows)

    def _current(self, part: FormPart) -> Section:
        if part.is_live:
            return live.read(self.therapist, LiveFact(part.target))
        return self.content[part.target]


def _errors_of(bound: BoundPart) -> Iterator[tuple[str, str]]:
    if bound.form:
        for field in bound.form:
            yield from ((field.auto_id, _named(field, error)) for error in field.errors)
    for table in bound.tables:
        yield from ((table.id, str(error)) for error in table.formset.non_form_errors())
        for number, row in enumerate(table.formset.forms, start=1):
            yield from _row_errors(table, row, number)


def _row_errors(table: BoundTable, row: RowForm, number: int) -> Iterator[tuple[str, str]]:
    for field in row:
        for error in field.errors:
            place = _("%(table)s, row %(number)s") % {"table": table.table.title, "number": number}
            yield field.auto_id, f"{place}, {_named(field, error)}"


def _named(field: BoundField, error: object) -> str:
    # Read alone, in a list, "Please fill this in." says nothing.
    return _("%(label)s: %(message)s") % {"label": field.label, "message": error}
