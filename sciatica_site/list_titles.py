"""Heads a list of the admin with what it lists, what it is narrowed to, and how many there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from django.contrib.admin import BooleanFieldListFilter
from django.contrib.admin.views.main import ChangeList
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

#: “Texts to review” for the texts of one status, by the parameter and its value.
Names: TypeAlias = Mapping[tuple[str, str], str | Promise]


def titled(shown: ChangeList) -> ChangeList:
    """The stock title says only what can be done with rows; it stays where one row is picked.

    A class may have `list_names` for lists narrowed to one value of a filter, and `counted(number)`
    where a number before the name of the things does not read well.
    """
    names: Names = getattr(shown.model_admin, "list_names", {})
    things = capfirst(str(shown.opts.verbose_name_plural))
    narrowed: list[str] = []
    used = [spec for spec in shown.filter_specs if spec.used_parameters]
    for spec in used:
        if name := _name(spec, names):
            things = name
        elif not shown.add_facets:  # which would be counted once more
            narrowed += _chosen(spec, shown)
    vars(shown).update(counted=_counted(shown), filters_set=len(used))
    if not shown.is_popup:
        shown.title = _title(things, narrowed, shown.result_count)
    return shown


def _counted(shown: ChangeList) -> str:
    number = shown.result_count
    in_words = getattr(shown.model_admin, "counted", None)
    if in_words:
        return str(in_words(number))
    meta = shown.opts
    return f"{number} {meta.verbose_name if number == 1 else meta.verbose_name_plural}"


def _title(things: str, narrowed: list[str], count: int) -> str:
    said = {"things": things, "kind": ", ".join(narrowed), "count": f"{count:,}"}
    if narrowed:
        return _("%(things)s: %(kind)s (%(count)s)") % said
    return _("%(things)s (%(count)s)") % said


def _name(spec: Any, names: Names) -> str:
    for parameter, value in spec.used_parameters.items():
        key = (parameter, str(value[-1] if isinstance(value, list) and value else value))
        if key in names:
            return str(names[key])
    return ""


def _chosen(spec: Any, shown: ChangeList) -> list[str]:
    """In the words of the choices; “Yes” alone would say nothing."""
    found = [str(one["display"]) for one in spec.choices(shown) if one.get("selected")]
    is_yes_or_no = isinstance(spec, BooleanFieldListFilter)
    return [f"{spec.title}: {one}" for one in found] if is_yes_or_no else found
