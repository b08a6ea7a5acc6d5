"""The address of a style sheet: `{% stylesheet "everywhere" %}`."""

from __future__ import annotations

from django import template

from sciatica_site.stylesheets import bundle

register = template.Library()


@register.simple_tag
def stylesheet(name: str) -> str:
    return bundle(name).url
