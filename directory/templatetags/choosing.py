"""Addresses that carry the saved therapists of the present address along."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from directory import shortlist

register = template.Library()


@register.simple_tag(takes_context=True)
def choosing_url(context: Context, page: str, slug: str) -> str:
    """The address of `shortlist`, `compare` or `worksheet` with one more therapist on the list."""
    request: Any = context["request"]
    slugs = shortlist.with_one(shortlist.parse(request.GET), slug)
    return shortlist.address(reverse(f"directory:{page}"), slugs)
