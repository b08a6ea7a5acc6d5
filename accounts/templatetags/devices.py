"""The name of a browser in a template."""

from django import template

from accounts import devices

register = template.Library()


@register.filter
def device(user_agent: str) -> str:
    """Such as "Safari on iPhone"."""
    return devices.name(user_agent)
