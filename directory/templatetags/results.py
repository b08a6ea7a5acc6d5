"""Writes the cards of search results; loops in a template are many times slower."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from directory.presenters.result_card import Qualities, ResultCard
from directory.search.catalogue import Value
from sciatica_site.escaping import escaped

register = template.Library()

_CARD = """
<article class="card" data-therapist="{slug}"{miles}>
  <h2 class="card__title"><a href="{url}">{name}</a></h2>
  <p class="card__meta"><span class="status status--{tone}">{status}</span> \
<span>{detail}</span> <span>{where}</span></p>
  <div class="card__body"><p>{credential} {experience}</p>{passage}{chips}</div>
  <div class="card__side"><p class="card__price">{price}</p>{save}</div>
  {why}
</article>
"""


@register.simple_tag
def result_cards(cards: Iterable[ResultCard]) -> SafeString:
    """Each therapist as an `<article>` with the hooks `data-therapist` and `data-miles`."""
    return SafeString("".join(_card(card) for card in cards))


def _card(card: ResultCard) -> str:
    """Each text is escaped here, the parts in their functions."""
    where = f"{card.miles_text}, {card.area}" if card.miles_text else card.area
    name = escaped(card.name)
    return _CARD.format(
        slug=escaped(card.slug),
        miles=f' data-miles="{escaped(card.miles)}"' if card.miles else "",
        url=escaped(card.url),
        name=name,
        tone=escaped(card.availability.tone),
        status=escaped(card.availability.text),
        detail=escaped(card.availability.detail),
        where=escaped(where),
        credential=escaped(card.credential),
        experience=escaped(card.experience),
        passage=_passage(card),
        chips=_chips(card.qualities),
        price=_price(card.price, card.price_length),
        save=_save(card, name),
        why=_why(card, name),
    )


def _passage(card: ResultCard) -> str:
    """The text around the words that were searched for, with the words marked."""
    if not card.passage:
        return ""
    pieces = "".join(
        f"<mark>{escape(text)}</mark>" if is_word else escape(text)
        for text, is_word in card.passage
    )
    source = (
        f'<span class="card__source">{escape(card.passage_source)}:</span> '
        if card.passage_source
        else ""
    )
    return f'<p class="card__passage">{source}{pieces}</p>'


@lru_cache(maxsize=2048)
def _price(price: str, minutes: int) -> SafeString:
    length = {"minutes": minutes}
    if not price:
        return format_html("<span>{}</span>", _("No price for %(minutes)d minutes") % length)
    return format_html(
        '<span class="card__amount">{}</span> <span>{}</span>',
        price,
        _("for %(minutes)d minutes") % length,
    )


def _save(card: ResultCard, name: str) -> str:
    """shortlist.js makes it a toggle; without it, it leads to the shortlist with this one added."""
    if not card.save_url:
        return ""
    words = escaped(_("Saved") if card.is_saved else _("Save"))
    return (
        f'<a class="card__save" href="{escape(card.save_url)}" data-save="{escaped(card.slug)}">'
        f'{words}<span class="visually-hidden"> {name}</span></a>'
    )


def _why(card: ResultCard, name: str) -> str:
    if not card.why:
        return ""
    return (
        f'<details class="card__why"><summary>{escaped(_("Why here?"))}'
        f'<span class="visually-hidden"> {name}</span></summary>'
        f"<p>{escaped(card.why)} {_order_link()}</p></details>"
    )


@lru_cache(maxsize=1)
def _order_link() -> SafeString:
    return format_html(
        '<a href="{}">{}</a>',
        reverse("directory:how-results-are-ordered"),
        _("How results are ordered"),
    )


@lru_cache(maxsize=4096)
def _chips(qualities: Qualities) -> str:
    chips = [_chip(value, "chip--on", _("(specialty)")) for value in qualities.specialties]
    chips += [_chip(value, "", "") for value in qualities.techniques]
    chips += [_chip(value, "chip--quiet", "") for value in qualities.extras]
    return f'<ul class="chips">{"".join(chips)}</ul>' if chips else ""


@lru_cache(maxsize=1024)
def _chip(value: Value, variant: str, note: str) -> SafeString:
    hidden = format_html(' <span class="visually-hidden">{}</span>', note) if note else ""
    return format_html('<li class="chip {}">{}{}</li>', variant, value.label, hidden)
