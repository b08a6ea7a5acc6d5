"""Offers the next waiting row of a list in the admin when one of its rows has been decided."""

from __future__ import annotations

from copy import copy
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

#: Django's own name for the filters of the list from which a page was opened.
FILTERS = "_changelist_filters"
LONGEST = 1_000


def filters_of(request: HttpRequest) -> str:
    """Of the list that somebody came from; of what no address can be made, nothing."""
    text = request.GET.get(FILTERS, "")
    return text if len(text) <= LONGEST and text.isprintable() else ""


def carried(filters: str) -> str:
    """What an address of the next page ends with, so that it knows the list as well."""
    return f"?{urlencode({FILTERS: filters})}" if filters else ""


def offered(
    modeladmin: admin.ModelAdmin[Any],
    request: HttpRequest,
    done: str,
    waiting: QuerySet[Any],
    filters: str,
) -> SafeString:
    """`done`, and the way to the first of `waiting` that is in the list of these filters."""
    rows = _listed(modeladmin, request, filters).filter(pk__in=waiting.order_by().values("pk"))
    left = rows.count()
    following = rows.values_list("pk", flat=True).first() if left else None
    if following is None:
        return format_html("{} {}", done, _("None left."))
    url = page_of(modeladmin, following, filters)
    text = ngettext("Open the next one (%(left)d left)", "Open the next one (%(left)d left)", left)
    return format_html('{} <a href="{}">{}</a>', done, url, text % {"left": left})


def page_of(modeladmin: admin.ModelAdmin[Any], pk: object, filters: str) -> str:
    """The address of a row's page that knows the list as well."""
    opts = modeladmin.opts
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[pk])
    return url + carried(filters)


def to_list(
    modeladmin: admin.ModelAdmin[Any],
    request: HttpRequest,
    done: str,
    waiting: QuerySet[Any],
    filters: str,
) -> HttpResponse:
    """Back to the list of these filters, with the way on."""
    text = offered(modeladmin, request, done, waiting, filters)
    modeladmin.message_user(request, text, messages.SUCCESS)
    opts = modeladmin.opts
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return HttpResponseRedirect(f"{url}?{filters}")


def _listed(modeladmin: admin.ModelAdmin[Any], request: HttpRequest, filters: str) -> QuerySet[Any]:
    """The rows of that list in its order; of all, where its filters are none."""
    for chosen in (filters, ""):
        # Django makes a list from nothing but a request for its page.
        asked = copy(request)
        asked.method, asked.GET = "GET", QueryDict(chosen)
        try:
            rows: QuerySet[Any] = modeladmin.get_changelist_instance(asked).queryset
        except (IncorrectLookupParameters, SuspiciousOperation, ValueError):
            continue
        return rows
    return modeladmin.get_queryset(request)
