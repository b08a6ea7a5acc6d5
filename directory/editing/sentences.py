"""Says each row of a document in a sentence: a credential, a place, a policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory import formatting
from directory.choices import Setting
from directory.models import Condition, CredentialKind, PolicyKind, Register, Technique

from .content import Section
from .vocabulary import Vocabulary


def sentence(parts: Iterable[str]) -> str:
    """ "Specialty, since 2010.": what is known, with a capital and a full stop."""
    text = ", ".join(part for part in parts if part)
    return capfirst(text) + "." if text else ""


def day(value: Any) -> str:
    try:
        return formatting.day(date.fromisoformat(value)) if value else ""
    except ValueError:
        return str(value)


def _credential(row: Section, words: Vocabulary) -> tuple[str, str]:
    parts = [
        row.get("title"),
        _("issued by %(issuer)s") % {"issuer": row["issuer"]} if row.get("issuer") else "",
        _("number %(number)s") % {"number": row["number"]} if row.get("number") else "",
        row.get("region"),
        _("issued on %(day)s") % {"day": day(row["issued_on"])} if row.get("issued_on") else "",
        _("valid through %(day)s") % {"day": day(row["expires_on"])}
        if row.get("expires_on")
        else "",
        _training(row),
        _("look it up on the register %(name)s")
        % {"name": words.name(Register, row.get("register"))}
        if row.get("register")
        else "",
    ]
    return words.name(CredentialKind, row.get("kind")), sentence(str(part or "") for part in parts)


def _training(row: Section) -> str:
    hours = row.get("training_hours")
    if hours is None:
        return ""
    text = ngettext("%(hours)s hour of training", "%(hours)s hours of training", hours)
    return text % {"hours": hours}


def place_name(row: Section) -> str:
    """ "Spine Studio, Capitol Hill, Denver, CO"."""
    names = ("practice_name", "neighborhood", "city", "state")
    return ", ".join(str(row[name]) for name in names if row.get(name))


def _location(row: Section, words: Vocabulary) -> tuple[str, str]:
    setting = row.get("setting")
    city = " ".join(str(row[name]) for name in ("state", "postal_code") if row.get(name))
    names = ("practice_name", "street", "neighborhood", "city")
    known = dict(Setting.choices)
    parts = [str(known.get(setting, setting)) if setting else "", *(row.get(n) for n in names)]
    texts = [sentence(str(part or "") for part in [*parts, city])]
    if row.get("travel_miles") is not None:
        text = ngettext(
            "Comes to homes within %(miles)s mile.",
            "Comes to homes within %(miles)s miles.",
            row["travel_miles"],
        )
        texts.append(text % {"miles": row["travel_miles"]})
    texts.append(row.get("directions") or "")
    return place_name(row), " ".join(text for text in texts if text)


def _technique(row: Section, words: Vocabulary) -> tuple[str, str]:
    parts = [
        _("specialty") if row.get("is_specialty") else _("offered"),
        _("since %(year)s") % {"year": row["since"]} if row.get("since") is not None else "",
        _training(row),
    ]
    text = f"{sentence(parts)} {row.get('note') or ''}".strip()
    return words.name(Technique, row.get("technique")), text


def _condition(row: Section, words: Vocabulary) -> tuple[str, str]:
    first = _("Special interest.") if row.get("is_specialty") else _("Works with it.")
    text = f"{first} {row.get('approach') or ''}".strip()
    return words.name(Condition, row.get("condition")), text


def _policy(row: Section, words: Vocabulary) -> tuple[str, str]:
    notice, fee = row.get("notice_hours"), row.get("fee_percent")
    parts = []
    if notice is not None:
        text = ngettext(
            "free until %(hours)s hour before", "free until %(hours)s hours before", notice
        )
        parts.append(text % {"hours": notice})
    if fee is not None:
        parts.append(_("fee of %(percent)s%% of the price") % {"percent": fee})
    text = f"{row.get('text') or ''} {sentence(parts)}".strip()
    return words.name(PolicyKind, row.get("kind")), text


#: What each kind of row is matched by, and how it reads: its name and a sentence.
ROWS: dict[str, tuple[str, Callable[[Section, Vocabulary], tuple[str, str]]]] = {
    "locations": ("key", _location),
    "credentials": ("key", _credential),
    "techniques": ("technique", _technique),
    "conditions": ("condition", _condition),
    "policies": ("kind", _policy),
}
LABELS: dict[str, Callable[[], str]] = {
    "locations": lambda: _("Places"),
    "credentials": lambda: _("Credentials"),
    "techniques": lambda: _("Types of massage"),
    "conditions": lambda: _("Causes and patterns"),
    "policies": lambda: _("Policies"),
}
