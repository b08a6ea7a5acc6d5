"""The numbers of the whole site that everybody may see."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sciatica_site import hooks


@login_not_required
@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    """Counted when it is asked for, so that nobody has to believe an old number."""
    today = timezone.localdate()
    groups = [count(today) for _name, count in hooks.figures]
    return render(request, "pages/transparency.html", {"groups": groups, "today": today})
