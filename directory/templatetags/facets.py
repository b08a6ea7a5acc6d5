"""Writes the filters of the search page; loops in a template are many times slower."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString

from directory.presenters.search_filters import Group, NumberBox, Option, Section
from directory.search.catalogue import Value

register = template.Library()


@register.simple_tag
def facet_sections(sections: Iterable[Section]) -> SafeString:
    """Each section with its heading and its groups."""
    return SafeString("".join(_section(section) for section in sections))


@register.simple_tag
def facet_groups(groups: Iterable[Group]) -> SafeString:
    """Each group as a `<details>` with one checkbox per value and the number it would give."""
    return SafeString("".join(_group(group) for group in groups))


def _section(section: Section) -> str:
    return (
        f'<div class="facets__section" id="facets-{escape(section.name)}">'
        f'<h3 class="facets__heading">{escape(section.label)}</h3>'
        f"{facet_groups(section.groups)}</div>"
    )


def _group(group: Group) -> str:
    """Ids and the hooks of the options let search.js update the group in place, with the focus."""
    name, label = escape(group.name), escape(group.label)
    note = f'<p class="field__error">{escape(group.note)}</p>' if group.note else ""
    hint = f'<p class="facet__note">{escape(group.hint)}</p>' if group.hint else ""
    options = "".join(_option(option) for option in group.options)
    content = f"{note}{hint}{options}{_number(group.number) if group.number else ''}"
    if group.is_single:
        return f'<div class="facet facet--single" id="facet-{name}">{content}</div>'
    is_open = " open" if group.is_open else ""
    return (
        f'<details class="facet" id="facet-{name}"{is_open}>'
        f'<summary><span class="facet__name">{label}</span> '
        f'<span class="facet__chosen">{escape(group.chosen)}</span></summary>'
        f'<fieldset class="facet__options"><legend class="visually-hidden">{label}</legend>'
        f"{content}</fieldset></details>"
    )


def _option(option: Option) -> str:
    start, box, end = _option_parts(option.value)
    checked = " checked" if option.is_chosen else ""
    return f"{start}{option.count}{box}{checked}{end}{option.count:,}</span></label>"


@lru_cache(maxsize=512)
def _option_parts(value: Value) -> tuple[str, str, str]:
    """What never changes about a checkbox: before the count, up to the tick, before the number."""
    group, slug, label = escape(value.group), escape(value.slug), escape(value.label)
    return (
        f'<label class="facet__option" data-facet="{group}" data-value="{slug}" data-count="',
        f'"><input type="checkbox" name="{group}" value="{slug}"',
        f'> {label} <span class="facet__count">',
    )


def _number(box: NumberBox) -> str:
    name, unit = escape(box.name), escape(box.unit)
    error, refers, invalid = "", "", ""
    if box.error:
        error = f'<p class="field__error" id="{name}-error">{escape(box.error)}</p>'
        refers = f' aria-invalid="true" aria-describedby="{name}-error"'
        invalid = " field--invalid"
    hidden = f'<span class="visually-hidden">, {unit}</span>' if unit else ""
    sign = '<span class="facet__sign" aria-hidden="true">$</span>' if box.is_money else ""
    return (
        f'<div class="field{invalid} facet__number" id="field-{name}">'
        f'<label class="field__label" for="{name}">{escape(box.label)}{hidden}</label>{error}'
        f'<span class="facet__box">{sign}<input type="text" inputmode="numeric" id="{name}"'
        f' name="{name}" value="{escape(box.value)}" maxlength="100" autocomplete="off"{refers}>'
        "</span></div>"
    )
