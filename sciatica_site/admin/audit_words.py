"""Lines of the audit in words: who did it, what it is about, and what changed, in short."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sciatica_site.audit_links import Thing, things
from sciatica_site.hooks import audit_reasons, audit_subjects
from sciatica_site.models import AuditEntry

#: A role can gain a hundred rights at once: the page of the line names all of them.
MOST_FIELDS = 3


def prepared(entries: list[AuditEntry], user: Any) -> list[AuditEntry]:
    """The same lines, with the names of people and things as far as this person may know them."""
    people = _people({entry.actor_number for entry in entries} - {None}, user)
    found = things(entries, user)
    for entry in entries:
        vars(entry)["who_shown"] = _who(entry.actor_number, people)
        vars(entry)["thing"] = found[entry.subject, entry.subject_number]
    return entries


def who(entry: AuditEntry) -> str:
    return str(vars(entry).get("who_shown", entry.actor_number))


def thing(entry: AuditEntry) -> Thing:
    known: Thing | None = vars(entry).get("thing")
    return known or Thing(entry.subject, entry.subject_number)


def changed(entry: AuditEntry) -> str:
    """ "revision 4: Published → Hidden (intro, name, website and 2 more)"."""
    old, new = value(entry, entry.before), value(entry, entry.after)
    moved = f"{old} → {new or '–'}" if old else new
    told = ": ".join(part for part in (entry.part, moved) if part)
    names = _shortened(entry.fields)
    return f"{told} ({names})" if told and names else told or names


def value(entry: AuditEntry, key: str) -> str:
    """What stood before or after a change, by what people call it; what is no key of a closed
    list, as it was written."""
    subject = dict(audit_subjects).get(entry.subject)
    return str(dict(subject.values).get(key, key)) if subject else key


def why(entry: AuditEntry) -> str:
    """Ready reasons by what people call them; what is none of them as it was written."""
    labels = dict(audit_reasons)
    return ", ".join(str(labels.get(one, one)) for one in entry.why.split(", "))


def people_shown_to(user: Any) -> QuerySet[Any]:
    """Whose address this person may know: that of colleagues, and with the right to it, of all."""
    people = get_user_model()._default_manager.all()
    return people if _may_see_all(user) else people.filter(is_staff=True)


def _may_see_all(user: Any) -> bool:
    return bool(user.has_perm("accounts.view_user"))


def _shortened(names: list[Any]) -> str:
    said = ", ".join(map(str, names[:MOST_FIELDS]))
    more = len(names) - MOST_FIELDS
    return _("%(names)s and %(n)d more") % {"names": said, "n": more} if more > 0 else said


def _people(numbers: set[Any], user: Any) -> dict[Any, str]:
    """Who is behind these numbers, as far as this person may know, in one query."""
    if not numbers:
        return {}
    may_see_all = _may_see_all(user)
    rows = get_user_model()._default_manager.filter(pk__in=numbers)
    return {
        number: email if is_staff or may_see_all else _("account %(number)d") % {"number": number}
        for number, email, is_staff in rows.values_list("pk", "email", "is_staff")
    }


def _who(number: int | None, people: dict[Any, str]) -> str:
    if number is None:
        return _("the site itself")
    return people.get(number) or _("account %(number)d (closed)") % {"number": number}
