"""The links to the stylesheets, which are the same on every page and so are written once."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def stylesheets() -> SafeString:
    """The `<link>` elements of `includes/_stylesheets.html`; remembered outside development."""
    return _render() if settings.DEBUG else _remembered(settings.STATIC_URL)


@lru_cache(maxsize=2)
def _remembered(static_url: str) -> SafeString:
    return _render()


def _render() -> SafeString:
    return render_to_string("includes/_stylesheets.html")
