"""Components that wrap other markup: block tags with a template each, and the icon."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from sciatica_site.escaping import escaped

register = template.Library()


@register.simple_block_tag
def card(content: str) -> SafeString:
    """A framed block: `{% card %}…{% endcard %}`."""
    return render_to_string("components/card.html", {"content": content})


@register.simple_block_tag
def care(content: str, heading: str = "", tone: str = "alarm", level: int = 2) -> SafeString:
    """A health warning; tone is alarm, caution or quiet, level that of its heading."""
    return render_to_string(
        "components/care.html",
        {"content": content, "heading": heading, "tone": tone, "level": level},
    )


@register.simple_block_tag
def answer(
    content: str, *, number: int, anchor: str, heading: str, key: str, answered: bool = True
) -> SafeString:
    """One of the six answers of a profile; its circle stays empty while nobody answered."""
    return render_to_string(
        "components/answer.html",
        {
            "content": content,
            "number": number,
            "anchor": anchor,
            "heading": heading,
            "key": key,
            "answered": answered,
        },
    )


@register.simple_tag
@lru_cache(maxsize=64)
def icon(name: str, variant: str = "notice") -> SafeString:
    """A drawing beside words that say the same; assistive technology skips it.

    Remembered, since a page of results draws the same few many times.
    """
    return render_to_string("components/icon.html", {"name": name, "variant": variant})


@register.simple_tag
def options(choices: Iterable[tuple[object, str, bool]]) -> SafeString:
    """The options of a select, from (value, label, whether it is chosen)."""
    return SafeString(
        "".join(
            f'<option value="{escaped(str(value))}"{" selected" if is_chosen else ""}>'
            f"{escaped(str(label))}</option>"
            for value, label, is_chosen in choices
        )
    )
