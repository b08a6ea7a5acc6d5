"""Serves the style sheets that were put together."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sciatica_site.stylesheets import SERVED, bundle

A_YEAR = 365 * 24 * 60 * 60


@login_not_required
@require_safe
def stylesheet(request: HttpRequest, name: str, digest: str) -> HttpResponse:
    """An old digest, as in a page that was kept, gets today's content but may not be kept."""
    if name not in SERVED:
        raise Http404
    found = bundle(name)
    response = HttpResponse(found.content, content_type="text/css; charset=utf-8")
    is_current = digest == found.digest
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if is_current else "no-cache"
    return response
