"""The page that searches the whole site."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Topic
from sciatica_site.site_search import answer, read


@login_not_required
@require_safe
def site_search(request: HttpRequest) -> HttpResponse:
    """Every address gives a page: what could not be searched for is said on it."""
    found = answer(read(request.GET.get("q", "")))
    context = {
        "answer": found,
        "is_asked": "q" in request.GET,
        # Somewhere to begin, where there is nothing to show yet.
        "topics": [] if found.groups else Topic.objects.with_something_to_read(),
    }
    return render(request, "pages/search.html", context)
