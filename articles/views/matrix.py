"""The page of types of massage by causes, for a place or for the whole country."""

from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import vocabulary
from articles.matrix import CHECKED, MatrixPage
from directory.filters import parse
from directory.models import Technique
from directory.search import load_catalogue
from directory.search.matrix import pair_totals

from .trails import techniques_trail


@login_not_required
@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Four queries: catalogue, place, search rows, techniques. Of the address, only the place
    and the radius count: each cell chooses the rest."""
    catalogue = load_catalogue()
    parsed = parse(request.GET, catalogue)
    totals = None
    if parsed.can_run:
        totals = pair_totals(replace(parsed.query, chosen=CHECKED), catalogue)
    offered = vocabulary.active(Technique.objects.filter(is_offered=True))
    context = {
        "matrix": MatrixPage(parsed, catalogue, offered, totals),
        "has_query": bool(request.GET),
        "breadcrumbs": [*techniques_trail(), (_("By cause"), "")],
    }
    return render(request, "articles/matrix.html", context)
