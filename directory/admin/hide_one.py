"""Hides one profile from a page that says why: the words to begin with are there already."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts.permissions import person
from directory.models import Therapist
from directory.permissions import can_hide

from .hide_page import hide_page


def hide_one(
    modeladmin: admin.ModelAdmin, request: HttpRequest, therapist: Therapist, *, why: str
) -> HttpResponse | None:
    """The page, or nothing when the profile is hidden."""
    by = person(request)
    if not can_hide(by) or therapist.owner_id == by.pk:
        raise PermissionDenied
    chosen = Therapist.objects.filter(pk=therapist.pk)
    return hide_page(modeladmin, request, chosen, why=why)
