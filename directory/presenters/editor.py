"""One page of the editor as it is shown: forms, hints, what only waits, what was typed before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.forms import BaseForm, BoundField
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from directory import unsaved
from directory.actions import pages
from directory.choices import LiveFact, ProfileStatus
from directory.editing import changes, live
from directory.editing.drafts import Draft
from directory.forms.hints import WordingHint
from directory.forms.page_forms import BoundPart, BoundTable, PageForms
from directory.forms.pages import EditorPage, FormPart
from directory.models import Therapist, UnsavedText
from directory.unsaved import Typed

from . import live_words
from .live_words import Line


@dataclass(frozen=True)
class ShownField:
    field: BoundField
    hints: list[WordingHint]


@dataclass(frozen=True)
class ShownForm:
    """`anchor` is where the browser goes when the row has just come."""

    form: BaseForm
    fields: list[ShownField]
    anchor: str = ""
    remove: str = ""


@dataclass(frozen=True)
class ShownTable:
    bound: BoundTable
    rows: list[ShownForm]
    add: str
    next_row: str


@dataclass(frozen=True)
class ShownPart:
    key: str
    title: str
    is_live: bool
    form: ShownForm | None
    tables: list[ShownTable]


@dataclass(frozen=True)
class Difference:
    """What was saved elsewhere meanwhile, beside what stands in the page."""

    label: str
    saved: str
    typed: str


class OpenedPage:
    """A page for a therapist loaded `with_answers()`, with what was typed on it, if anything was.

    `text` says itself which parts of the page it holds; the others show what is saved. `is_sent`
    keeps what was sent on the page even where it may not be written at the moment.
    """

    def __init__(
        self,
        therapist: Therapist,
        page: EditorPage,
        draft: Draft,
        text: Typed | None = None,
        *,
        is_sent: bool = False,
        show_errors: bool = False,
    ) -> None:
        self.therapist, self.page, self.draft = therapist, page, draft
        self.text = text or {}
        self.tab = unsaved.tab_of(self.text) if is_sent else unsaved.new_tab()
        self.goes_on_from = unsaved.tab_of(self.text, "was" if is_sent else "tab")
        may_write = therapist.status != ProfileStatus.REMOVED
        open_parts = [one for one in page.parts if draft.is_writable or (one.is_live and may_write)]
        from_text = page.parts if is_sent else open_parts
        self.typed_parts = [part for part in from_text if part_key(part) in self._named_parts]
        self.typed = self._forms(
            self.typed_parts, data=unsaved.as_data(self.text), show_errors=show_errors
        )
        self.others = self._forms([part for part in open_parts if part not in self.typed_parts])

    def _forms(self, parts: Sequence[FormPart], **typed: Any) -> PageForms:
        page = replace(self.page, parts=tuple(parts))
        if not parts:
            typed = {}
        return PageForms(page, therapist=self.therapist, content=self.draft.content, **typed)

    @property
    def seen(self) -> str:
        return pages.seen(self.page, self.draft, self.therapist)

    @property
    def seen_when_typed(self) -> str:
        """What the page showed of the profile when this text was begun."""
        return (self.text.get("seen") or [""])[-1]

    @property
    def ticket(self) -> str:
        return unsaved.ticket(self.therapist, self.page.key)

    @property
    def error_list(self) -> list[tuple[str, str]]:
        return self.typed.error_list

    @cached_property
    def says_nothing_new(self) -> bool:
        """Whether the typed text is what is saved anyway."""
        if not self.typed_parts:
            return True
        return self.typed.is_valid() and not self._is_changed()

    def _is_changed(self) -> bool:
        sections, facts = self.typed.sections(), self.typed.facts()
        return any(self.draft.content[key] != section for key, section in sections.items()) or any(
            live.read(self.therapist, fact) != values for fact, values in facts.items()
        )

    @cached_property
    def parts(self) -> list[ShownPart]:
        hints = defaultdict(list)
        for hint in [*self.typed.hints, *self.others.hints]:
            hints[hint.field_id].append(hint)
        bound = {part_key(one.part): one for one in [*self.others.parts, *self.typed.parts]}
        return [
            _part(bound[key], hints) for part in self.page.parts if (key := part_key(part)) in bound
        ]

    @cached_property
    def waiting(self) -> list[changes.Line]:
        """What a moderator is looking at, in words, for a draft that cannot be changed now."""
        return words_of(self.page, changes.describe(self.draft.content))

    @property
    def hides_typed_text(self) -> bool:
        """Something was typed that can only be shown again once the draft may be written."""
        return len(self.typed_parts) < len(self._named_parts)

    @property
    def _named_parts(self) -> set[str]:
        """The parts of the page that the text holds; it may name anything."""
        return {part_key(part) for part in self.page.parts} & set(self.text.get("parts", ()))

    @cached_property
    def differences(self) -> list[Difference]:
        """Empty unless the page was saved elsewhere since this text was begun."""
        if not self.typed_parts or self.seen_when_typed == self.seen:
            return []
        if not self.typed.is_valid():
            return [Difference(label, text, "") for label, text in self._saved_lines()]
        return [*self._differing_answers(), *self._differing_facts()]

    def _saved_lines(self) -> Iterator[Line]:
        for line in words_of(self.page, changes.describe(self.draft.content)):
            yield line.label, line.text
        for part in self.page.parts:
            if part.is_live:
                yield from fact_lines(self.therapist, LiveFact(part.target))

    def _differing_answers(self) -> Iterator[Difference]:
        typed = self.draft.content | self.typed.sections()
        for change in changes.between(self.draft.content, typed):
            yield Difference(change.label, change.before or _nothing(), change.after or _nothing())

    def _differing_facts(self) -> Iterator[Difference]:
        for fact, values in self.typed.facts().items():
            saved, typed = fact_lines(self.therapist, fact), live_words.lines(fact, values)
            if saved != typed:
                yield Difference(str(fact.label), _together(saved), _together(typed))


def reopened(
    therapist: Therapist, page: EditorPage, draft: Draft, kept: UnsavedText | None
) -> OpenedPage:
    """With what was typed and never saved; with its errors only if saving it was tried."""
    if kept is None:
        return OpenedPage(therapist, page, draft)
    return OpenedPage(therapist, page, draft, kept.data, show_errors=kept.was_sent)


def part_key(part: FormPart) -> str:
    """Prices are a fact and a section of the document."""
    return f"live:{part.target}" if part.is_live else part.target


def words_of(page: EditorPage, told: Iterable[changes.PageWords]) -> list[changes.Line]:
    return next((one.lines for one in told if one.page_key == page.key), [])


def fact_lines(therapist: Therapist, fact: LiveFact) -> list[Line]:
    return live_words.lines(fact, live.read(therapist, fact))


def _nothing() -> str:
    return _("Nothing")


def _together(lines: Iterable[Line]) -> str:
    return "; ".join(f"{label}: {text}" for label, text in lines)


def _part(bound: BoundPart, hints: dict[str, list[WordingHint]]) -> ShownPart:
    return ShownPart(
        part_key(bound.part),
        _title(bound.part),
        bound.part.is_live,
        _form(bound.form, hints) if bound.form is not None else None,
        [_table(table, hints) for table in bound.tables],
    )


def _title(part: FormPart) -> str:
    """Only where a page has several parts; the others are named by the question."""
    if part.is_live:
        return str(LiveFact(part.target).label)
    titles = {
        "about": _("About you"),
        "place": _("Where you work"),
        "rates": _("Policies, and notes on prices"),
    }
    return titles.get(part.target, "")


def _table(bound: BoundTable, hints: dict[str, list[WordingHint]]) -> ShownTable:
    name = bound.table.name
    rows = [
        replace(_form(form, hints), anchor=str(form.prefix), remove=f"remove:{name}:{number}")
        for number, form in enumerate(bound.formset.forms)
    ]
    return ShownTable(bound, rows, f"add:{name}", f"{bound.formset.prefix}-{len(rows)}")


def _form(form: BaseForm, hints: dict[str, list[WordingHint]]) -> ShownForm:
    fields = [ShownField(field, hints.get(field.auto_id, [])) for field in form.visible_fields()]
    return ShownForm(form, fields)
