"""Says what lines of the audit are about, with addresses in the admin, in few queries a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.urls import NoReverseMatch, reverse

from .hooks import AuditSubject, audit_subjects
from .keys import is_key
from .models import AuditEntry


@dataclass(frozen=True, slots=True)
class Thing:
    """What a line is about, as this person may know it. `label` is the kind of thing in words;
    `name` and `url` are empty where it is gone or not theirs to open."""

    label: str
    number: str
    name: str = ""
    url: str = ""

    def __str__(self) -> str:
        """ "Ana Ruiz (profile 12)", "profile 12"."""
        text = f"{self.label} {self.number}".strip()
        return f"{self.name} ({text})" if self.name else text


def things(
    entries: Iterable[AuditEntry], user: Model | AnonymousUser
) -> dict[tuple[str, str], Thing]:
    """All that these lines are about, in one query for each kind of thing."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        wanted[entry.subject].add(entry.subject_number)
    labels = dict(audit_subjects)
    found = {
        (name, number): Thing(_label(name, labels.get(name)), number)
        for name, numbers in wanted.items()
        for number in numbers
    }
    for name, subject in audit_subjects:
        if name in wanted and subject.model and _may_see(subject, user):
            for number, key, called in _rows(subject, wanted[name]):
                if url := _address(subject, key):
                    label = found[name, number].label
                    found[name, number] = Thing(label, number, called, url)
    return found


def _label(name: str, subject: AuditSubject | None) -> str:
    """In the middle of a sentence."""
    text = str(subject.label) if subject else name
    return text[:1].lower() + text[1:]


def _page(subject: AuditSubject) -> type[Model]:
    return apps.get_model(subject.page or subject.model)


def _may_see(subject: AuditSubject, user: Model | AnonymousUser) -> bool:
    meta = _page(subject)._meta
    has_perm = getattr(user, "has_perm", None)
    return bool(has_perm and has_perm(f"{meta.app_label}.view_{meta.model_name}"))


def _rows(subject: AuditSubject, numbers: set[str]) -> list[tuple[str, object, str]]:
    """Each with its number in the audit, the key of its page, and its name."""
    model = apps.get_model(subject.model)
    values = [number for number in numbers if subject.field != "pk" or is_key(number)]
    rows = model._base_manager.filter(**{f"{subject.field}__in": values})
    name_field = subject.name_field or subject.field
    found = rows.values_list(subject.field, subject.page_field, name_field)
    return [
        (str(number), key, str(name or "") if subject.name_field else "")
        for number, key, name in found
        if key is not None
    ]


def _address(subject: AuditSubject, key: object) -> str:
    meta = _page(subject)._meta
    try:
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[key])
    except NoReverseMatch:
        return ""
