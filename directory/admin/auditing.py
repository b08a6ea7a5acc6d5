"""Adds lines to the audit for what staff change by hand: names of fields, and no value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from directory import audited
from directory.models import Term
from sciatica_site.audit import digest

Change = tuple[str, Any, Any]


class AuditedEdits(admin.ModelAdmin):
    """For pages on which staff write into a profile, or into something that belongs to one."""

    def profile_number(self, obj: Any) -> int:
        number: int = obj.therapist_id
        return number

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changes = list(changed_by(form, formsets))
        if changes or not change:
            audited.profile(
                "profile.edited",
                self.profile_number(form.instance),
                by=request.user,
                part=self._part(form.instance, "" if change else "added"),
                fields=dict.fromkeys(name for name, _old, _new in changes),
                before=_digest([old for _name, old, _new in changes]) if change else "",
                after=_digest([new for _name, _old, new in changes]),
            )

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        part, number = self._part(obj, "deleted"), self.profile_number(obj)
        super().delete_model(request, obj)
        audited.profile("profile.edited", number, by=request.user, part=part)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        gone = [(self._part(obj, "deleted"), self.profile_number(obj)) for obj in queryset]
        super().delete_queryset(request, queryset)
        for part, number in gone:
            audited.profile("profile.edited", number, by=request.user, part=part)

    def _part(self, obj: Model, what: str) -> str:
        return f"{self.opts.model_name} {obj.pk} {what}".strip()


class AuditedWords(admin.ModelAdmin):
    """For words to choose from, registers and places: every profile shows them."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        fields = dict.fromkeys(name for name, _old, _new in changed_by(form, formsets))
        if fields or not change:
            audited.term(self._name(form.instance), by=request.user, fields=fields)

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        name = self._name(obj)
        super().delete_model(request, obj)
        audited.term(name, by=request.user, fields=["deleted"])

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        names = [self._name(obj) for obj in queryset]
        super().delete_queryset(request, queryset)
        for name in names:
            audited.term(name, by=request.user, fields=["deleted"])

    def _name(self, obj: Model) -> str:
        return f"{self.opts.model_name} {obj.slug if isinstance(obj, Term) else obj.pk}"


def changed_by(form: Any, formsets: Any) -> Iterator[Change]:
    """Name, old and new value of each field that somebody has changed on a page."""
    yield from _changed(form, "")
    for formset in formsets:
        for one in formset.forms:
            if not one.has_changed():
                continue
            if one in getattr(formset, "deleted_forms", ()):
                yield f"{formset.prefix} removed", one.initial, ""
            else:
                yield from _changed(one, f"{formset.prefix}.")


def _changed(form: Any, prefix: str) -> Iterator[Change]:
    for name in form.changed_data:
        old, new = form.get_initial_for_field(form.fields[name], name), form.cleaned_data.get(name)
        yield f"{prefix}{name}", old, new


def _digest(values: list[Any]) -> str:
    return digest(json.dumps([_plain(value) for value in values])) if values else ""


def _plain(value: Any) -> Any:
    """The same text for what a form begins with and for what it gives: rows are their numbers."""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in sorted(value.items())}
    if isinstance(value, QuerySet | list | tuple | set):
        return sorted(str(_plain(one)) for one in value)
    return "" if value is None else str(value)
