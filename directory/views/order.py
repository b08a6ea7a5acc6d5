"""The order of results, explained on a page and given as data to recompute it."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from directory.filters import ParsedSearch, parse
from directory.models import Therapist
from directory.presenters.order_data import MOST, order_data, place_problem, therapists_data
from directory.presenters.order_page import OrderPage
from directory.search import Catalogue, load_catalogue, search
from directory.search.order import Standing


@login_not_required
@require_safe
def how_results_are_ordered(request: HttpRequest) -> HttpResponse:
    page = OrderPage(timezone.localdate())
    return render(request, "directory/how_results_are_ordered.html", {"order": page})


@login_not_required
@require_safe
# Whoever withdraws is gone with the next request: a copy has to be asked about each time.
@cache_control(public=True, no_cache=True)
def order_json(request: HttpRequest) -> JsonResponse:
    """The same parameters as the search; every address gives an answer."""
    catalogue = load_catalogue()
    parsed = parse(request.GET, catalogue)
    data = _found(parsed, catalogue) if parsed.can_run else _not_found(parsed)
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _not_found(parsed: ParsedSearch) -> dict[str, Any]:
    return {"error": place_problem(parsed), **order_data(parsed, timezone.localdate())}


def _found(parsed: ParsedSearch, catalogue: Catalogue) -> dict[str, Any]:
    result = search(parsed.query, catalogue)
    standings = [result.standing_of(row) for row in result.rows[:MOST]]
    return {
        **order_data(parsed, result.day),
        "total": result.total,
        "truncated": result.total > MOST,
        "therapists": therapists_data(standings, _slugs(standings), parsed.query, result.day),
    }


def _slugs(standings: Sequence[Standing]) -> dict[int, str]:
    """The slugs of those who are public still, by number; one query."""
    found = Therapist.objects.public().filter(pk__in=[one.number for one in standings])
    return dict(found.values_list("pk", "slug"))
