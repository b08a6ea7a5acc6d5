"""The page that says what we check of a profile, how, and what a check does not tell."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from directory.models import CredentialKind, Register
from directory.presenters.offices import by_state


@login_not_required
@require_safe
def how_we_check(request: HttpRequest) -> HttpResponse:
    context = {
        "kinds": CredentialKind.objects.filter(is_active=True),
        "offices": by_state(Register.objects.all()),
    }
    return render(request, "directory/how_we_check.html", context)
