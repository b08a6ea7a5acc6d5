"""Fragments that are the same on many pages: written once per process and then remembered."""

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from sciatica_site.nav import landmark, nav_items

register = template.Library()


@register.simple_tag
def fixed(name: str) -> SafeString:
    """An include that depends on nothing but the settings; development reads it anew."""
    return render_to_string(name) if settings.DEBUG else _fixed(name, _surroundings())


@register.simple_tag(takes_context=True)
def site_header(context: Context) -> SafeString:
    """The head of the page, in which only the current entry of the menu differs."""
    at = landmark(str(context.get("path", "")))
    return _header(at) if settings.DEBUG else _remembered_header(at, _surroundings())


def _surroundings() -> tuple[Any, ...]:
    return settings.STATIC_URL, settings.SITE_NAME, get_language()


@lru_cache(maxsize=32)
def _fixed(name: str, surroundings: tuple[Any, ...]) -> SafeString:
    return render_to_string(name)


@lru_cache(maxsize=64)
def _remembered_header(at: str, surroundings: tuple[Any, ...]) -> SafeString:
    return _header(at)


def _header(at: str) -> SafeString:
    context = {"path": at, "nav_items": nav_items(at), "site_name": settings.SITE_NAME}
    return render_to_string("includes/_header.html", context)
