"""What every list of the admin refuses: filters, words and rows that none of its pages sends."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR, ChangeList
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import DataError
from django.db.models import IntegerField, Model, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _

from . import list_titles
from .keys import is_key

#: What filters of lists ask of a field. Others run code of a database with words of a stranger.
LOOKUPS = {"exact", "in", "gt", "gte", "lt", "lte", "isnull", "isempty"}
DATES = {"year", "month", "day"}
#: Every column of the longest list, each way, and some more.
LONGEST_ORDER = 200
NUL = "\0"


class GuardedAdmin(admin.ModelAdmin):
    """Stands before every class that `SiteAdmin` registers, also before those of packages."""

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """By what the list offers, and no other field: whoever may compare a field with words of
        their own reads it letter by letter, though no page shows it."""
        path, rest = _split(self.model, lookup)
        known = {getattr(one, "parameter_name", None) for one in self.get_list_filter(request)}
        if path and lookup not in known and not self._is_offered(path, request):
            return False
        asks_plainly = _is_plain(rest, is_date=path == self.date_hierarchy)
        return asks_plainly and super().lookup_allowed(lookup, value, request)

    def _is_offered(self, path: str, request: HttpRequest) -> bool:
        filters = self.get_list_filter(request)
        names: set[Any] = {one[0] if isinstance(one, list | tuple) else one for one in filters}
        # Links of other pages narrow some lists by a field for which these have no filter.
        names |= {*getattr(self, "linked_by", ()), self.date_hierarchy, "pk", self.opts.pk.name}
        # Filters by another row ask for its key.
        return path in names or path.removesuffix("__id") in names

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """What a database cannot take as a value is a filter that was not understood."""
        if self._has_nul(request) or len(request.GET.get(ORDER_VAR, "")) > LONGEST_ORDER:
            raise IncorrectLookupParameters
        try:
            return list_titles.titled(super().get_changelist_instance(request))
        except (ArithmeticError, ValueError, DataError) as error:
            if not request.GET:
                raise
            raise IncorrectLookupParameters from error

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The list says itself what is wrong with such words; suggestions have no place for it."""
        if NUL in search_term:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        if NUL in object_id or (from_field is None and not self._can_be_row(object_id)):
            return None
        return super().get_object(request, object_id, from_field)

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *more: Any, **named: Any
    ) -> Any:
        """What cannot be a row was sent by no page of ours."""
        if all(self._can_be_row(one) for one in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            return super().response_action(request, queryset, *more, **named)
        self.message_user(request, _("Choose rows of the list."), messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())

    def _get_list_editable_queryset(self, request: HttpRequest, prefix: str) -> QuerySet[Any]:
        numbers = self._get_edited_object_pks(request, prefix)
        if all(self._can_be_row(number) for number in numbers):
            rows: QuerySet[Any] = super()._get_list_editable_queryset(request, prefix)
            return rows
        return self.get_queryset(request).none()

    def _has_nul(self, request: HttpRequest) -> bool:
        """Neither the search box, whose form says what is wrong, nor filters of our own, which
        know the values that they offer."""
        filters = self.get_list_filter(request)
        known = {SEARCH_VAR, *(getattr(one, "parameter_name", None) for one in filters)}
        return any(
            NUL in name or (name not in known and any(NUL in value for value in values))
            for name, values in request.GET.lists()
        )

    def _can_be_row(self, text: str) -> bool:
        key: Any = self.opts.pk
        while key.remote_field:  # the key of another row
            key = key.target_field
        if isinstance(key, IntegerField):
            return is_key(text)
        try:
            return NUL not in text and key.to_python(text) is not None
        except ValidationError:
            return False


def guarded(admin_class: type[admin.ModelAdmin]) -> type[admin.ModelAdmin]:
    """The class as it is registered: with the guard before it."""
    if issubclass(admin_class, GuardedAdmin):
        return admin_class
    names = {"__module__": admin_class.__module__, "__doc__": admin_class.__doc__}
    return type(admin_class.__name__, (GuardedAdmin, admin_class), names)


def _split(model: type[Model], lookup: str) -> tuple[str, list[str]]:
    """The path to a field, empty where there is none, and what is asked of the field."""
    first, *rest = lookup.split(LOOKUP_SEP)
    field = _field(model, first)
    if field is None:
        return "", rest
    path = [first]
    while rest and (related := field.related_model) is not None:
        following = _field(related, rest[0])
        if following is None:
            break
        field = following
        path.append(rest.pop(0))
    return LOOKUP_SEP.join(path), rest


def _is_plain(asked: list[str], *, is_date: bool) -> bool:
    """Whether it compares a field with a value, and does nothing else."""
    allowed = LOOKUPS | DATES if is_date else LOOKUPS
    return not asked or (len(asked) == 1 and asked[0] in allowed)


def _field(model: type[Model], name: str) -> Any:
    try:
        return model._meta.pk if name == "pk" else model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
