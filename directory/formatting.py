"""How money, distances, phone numbers and days are written on pages."""

from datetime import date
from functools import lru_cache

import phonenumbers
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _


def dollars(cents: int) -> str:
    """ "$95" or "$95.50"."""
    whole, rest = divmod(cents, 100)
    return f"${whole:,}.{rest:02d}" if rest else f"${whole:,}"


def miles(distance: float) -> str:
    """One decimal up to 10 miles, whole miles above."""
    if distance < 0.1:
        return _("less than 0.1 miles")
    text = f"{distance:.1f}" if distance < 10 else f"{distance:.0f}"
    return _("%(miles)s miles") % {"miles": text}


def area(neighborhood: str, city: str, state: str) -> str:
    """ "Capitol Hill, Denver, CO": the way a neighbor would say it."""
    return f"{neighborhood}, {city}, {state}" if neighborhood else f"{city}, {state}"


def phone(e164: str) -> str:
    """ "(303) 555-0142" for a US number, the international form for others."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    national = number.country_code == 1
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, style.NATIONAL if national else style.INTERNATIONAL)


def day(value: date) -> str:
    """ "October 3, 2026"."""
    return _day(value, get_language())


@lru_cache(maxsize=2048)
def _day(value: date, language: str | None) -> str:
    """Remembered by language, since a page of results writes many of the same days."""
    return date_format(value, "F j, Y")


def days_ago(value: date, today: date) -> str:
    """ "today", "yesterday", "12 days ago"; the day itself after three months."""
    days = (today - value).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days > 90:
        return _("on %(day)s") % {"day": day(value)}
    return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}
