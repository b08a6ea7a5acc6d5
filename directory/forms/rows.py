"""A table of rows: as many as were sent, never more than it may have, whatever was sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from django import forms
from django.forms.formsets import (
    TOTAL_FORM_COUNT,
    BaseFormSet,
    ManagementForm,
    formset_factory,
)
from django.forms.utils import ErrorList
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from directory.editing.content import Section

from .base import RowForm
from .hints import WordingHint
from .scope import Scope

#: More rows than any table has; what lies beyond is not even looked at.
CEILING = 100
_COUNT = re.compile(r"[0-9]{1,9}", re.ASCII)


def announced(data: QueryDict, prefix: str) -> int | None:
    """The number of rows that the page said it has; `None` if it said nothing that can be read."""
    text = data.get(f"{prefix}-{TOTAL_FORM_COUNT}")
    return int(text) if isinstance(text, str) and _COUNT.fullmatch(text) else None


def sent(data: QueryDict, prefix: str) -> int:
    """The number of rows that arrived: no more than announced, and only where there are fields."""
    pattern = re.compile(rf"{re.escape(prefix)}-(0|[1-9][0-9]{{0,3}})-", re.ASCII)
    arrived = max((int(match[1]) + 1 for match in map(pattern.match, data) if match), default=0)
    total = announced(data, prefix)
    return min(arrived, CEILING) if total is None else min(arrived, total, CEILING)


class RowSet(BaseFormSet):
    """The rows of one table. A table without rows shows an empty one."""

    form: type[RowForm]
    max_num: int

    def __init__(
        self,
        data: QueryDict | None,
        *,
        prefix: str,
        scope: Scope,
        saved: Sequence[Section],
        shows_errors: bool,
    ) -> None:
        self.saved = saved
        self.shows_errors = shows_errors
        self.announced = None if data is None else announced(data, prefix)
        self.sent = 0 if data is None else sent(data, prefix)
        super().__init__(
            data,
            prefix=prefix,
            initial=None if data is not None else list(saved),
            form_kwargs={
                "scope": scope,
                "saved": saved,
                "shows_errors": shows_errors,
                # An empty row is found out by the row itself: what is invisible is no nothing.
                "empty_permitted": False,
            },
        )

    @property
    def most(self) -> int:
        """Rows that are there already are never cut off."""
        return max(self.max_num, len(self.saved))

    def total_form_count(self) -> int:
        count = self.sent if self.is_bound else len(self.saved)
        return max(1, min(count, self.most))

    def initial_form_count(self) -> int:
        return 0  # all rows are alike: an empty one is none, wherever it stands

    @cached_property
    def management_form(self) -> ManagementForm:
        """What is true, not what was sent."""
        counts = {
            "TOTAL_FORMS": self.total_form_count(),
            "INITIAL_FORMS": 0,
            "MIN_NUM_FORMS": 0,
            "MAX_NUM_FORMS": self.most,
        }
        return ManagementForm(auto_id=self.auto_id, prefix=self.prefix, initial=counts)

    def full_clean(self) -> None:
        self._non_form_errors = ErrorList(error_class="nonform")
        self._errors: list[Any] = []
        if not self.is_bound:
            return
        self._check_arrival()
        for form in self.forms:
            form.is_valid()
        self.form.check_together(self.filled)
        self._errors = [form.errors for form in self.forms]

    def is_valid(self) -> bool:
        if not self.is_bound:
            return False
        _cleaned = self.errors
        return all(form.is_valid() for form in self.forms) and not self._non_form_errors

    def non_form_errors(self) -> ErrorList:
        found: ErrorList = super().non_form_errors()
        return found if self.shows_errors else ErrorList(error_class="nonform")

    @property
    def filled(self) -> list[RowForm]:
        return [form for form in self.forms if not form.is_blank]

    def values(self) -> list[Section]:
        return [form.values() for form in self.form.arrange(self.filled)]

    def hints(self) -> list[WordingHint]:
        return [hint for form in self.forms for hint in form.hints()]

    def _check_arrival(self) -> None:
        if self.announced is None and not self.sent:
            # Silence is not "take all rows away".
            self._add_error(_("This table did not arrive. Reload the page and try again."))
        if self.sent > self.most:
            self._add_error(
                _("This table has room for %(most)s rows. Take out some of them.")
                % {"most": self.most}
            )

    def _add_error(self, message: str) -> None:
        self._non_form_errors.append(forms.ValidationError(message))


@cache
def row_set(form: type[RowForm], most: int) -> type[RowSet]:
    """The class for a table of such rows."""
    return cast(type[RowSet], formset_factory(form, RowSet, extra=0, max_num=most))
