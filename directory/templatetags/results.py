"""Writes filter groups and result cards; loops in a template are many times slower."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from directory.presenters.result_card import ResultCard
from directory.presenters.search_page import Group, Option
from directory.search.catalogue import Value

register = template.Library()


@register.simple_tag
def facet_groups(groups: Iterable[Group]) -> SafeString:
    """Each group as a `<details>` with one checkbox per value and the number it would give."""
    return mark_safe("".join(_group(group) for group in groups))  # noqa: S308 (escaped in _group)


def _group(group: Group) -> str:
    label = escape(group.label)
    is_open = " open" if group.is_open else ""
    note = f'<p class="field__error">{escape(group.note)}</p>' if group.note else ""
    options = "".join(_option(option) for option in group.options)
    return (
        f'<details class="facet"{is_open}><summary>{label}</summary>'
        f'<fieldset class="facet__options"><legend class="visually-hidden">{label}</legend>'
        f"{note}{options}</fieldset></details>"
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


_CARD = """
<article class="card" data-therapist="{slug}"{miles}>
  <h2 class="card__title"><a href="{url}">{name}</a></h2>
  <p class="card__meta"><span class="status status--{tone}">{status}</span> \
<span>{detail}</span> <span>{where}</span></p>
  <div class="card__body"><p>{credential} {experience}</p>{chips}</div>
  <p class="card__price">{price}</p>
</article>
"""


@register.simple_tag
def result_cards(cards: Iterable[ResultCard]) -> SafeString:
    """Each therapist as an `<article>` with the hooks `data-therapist` and `data-miles`."""
    return mark_safe("".join(_card(card) for card in cards))  # noqa: S308 (escaped in _card)


def _card(card: ResultCard) -> SafeString:
    where = f"{card.miles_text}, {card.area}" if card.miles_text else card.area
    return mark_safe(  # noqa: S308 (each text is escaped here, chips and price in their functions)
        _CARD.format(
            slug=escape(card.slug),
            miles=f' data-miles="{escape(card.miles)}"' if card.miles else "",
            url=escape(card.url),
            name=escape(card.name),
            tone=escape(card.availability.tone),
            status=escape(card.availability.text),
            detail=escape(card.availability.detail),
            where=escape(where),
            credential=escape(card.credential),
            experience=escape(card.experience),
            chips=_chips(card),
            price=_price(card.price, card.price_length),
        )
    )


@lru_cache(maxsize=2048)
def _price(price: str, minutes: int) -> SafeString:
    length = _("%(minutes)d minutes") % {"minutes": minutes}
    if not price:
        return format_html("<span>{}</span>", _("No price for %(length)s") % {"length": length})
    return format_html('<span class="card__amount">{}</span> <span>{}</span>', price, length)


def _chips(card: ResultCard) -> SafeString:
    chips = [_chip(value, "chip--on", _("(specialty)")) for value in card.specialties]
    chips += [_chip(value, "", "") for value in card.techniques]
    chips += [_chip(value, "chip--quiet", "") for value in card.extras]
    if not chips:
        return SafeString("")
    return mark_safe(f'<ul class="chips">{"".join(chips)}</ul>')  # noqa: S308 (escaped in _chip)


@lru_cache(maxsize=1024)
def _chip(value: Value, variant: str, note: str) -> SafeString:
    hidden = format_html(' <span class="visually-hidden">{}</span>', note) if note else ""
    return format_html('<li class="chip {}">{}{}</li>', variant, value.label, hidden)
