"""Search and profile: what anyone may see of the directory."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory import counting, search_misses, tombstones
from directory.filters import parse
from directory.models import Therapist
from directory.presenters.profile import ProfilePage
from directory.presenters.said_elsewhere import said_elsewhere
from directory.presenters.search_page import SearchPage
from directory.search import load_catalogue, search
from directory.structured_data import json_ld

GONE = 410


class CountedPage(HttpResponse):
    """A page that is counted once it was sent.

    Where the visitor has a copy that still holds, a 304 takes its place: that is never closed,
    and not counted.
    """

    def __init__(
        self,
        request: HttpRequest,
        template: str,
        context: dict[str, Any],
        count: Callable[[], None],
    ) -> None:
        super().__init__(render_to_string(template, context, request))
        self._count = count if request.method == "GET" else None

    def close(self) -> None:
        super().close()
        if self._count is not None:
            self._count()
            self._count = None


@login_not_required
@require_safe
def therapist_list(request: HttpRequest) -> HttpResponse:
    """Every address gives a page: what is wrong with it is said beside its field."""
    catalogue = load_catalogue()
    parsed = parse(request.GET, catalogue)
    result = search(parsed.query, catalogue) if parsed.can_run else None
    page = SearchPage(request.GET, parsed, catalogue, result)

    def count() -> None:
        if result is not None:
            counting.listed([hit.standing.number for hit in result.hits])
            if not result.total:
                search_misses.missed(result.query)

    return CountedPage(request, "directory/therapist_list.html", {"search": page}, count)


@login_not_required
@require_safe
def therapist_detail(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        therapist = get_object_or_404(Therapist.objects.public().with_answers(), slug=slug)
    except Http404:
        if not tombstones.is_covered(slug):
            raise
        return gone(request)
    page = ProfilePage(therapist, timezone.localdate())
    context = {
        "profile": page,
        "json_ld": json_ld(page.structured_data()),
        **said_elsewhere(therapist.pk),
    }
    return CountedPage(
        request,
        "directory/therapist_detail.html",
        context,
        lambda: counting.seen(therapist.pk),
    )


def gone(request: HttpRequest) -> HttpResponse:
    """Where a profile was that its therapist took away; the page says nothing about either."""
    return render(request, "directory/therapist_gone.html", status=GONE)
