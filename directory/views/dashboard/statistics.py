"""How often the own profile was seen, and why it stands where it stands in a list."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory.filters import parse
from directory.models import Therapist
from directory.placing import placed
from directory.presenters.place_in_list import PlacePage
from directory.presenters.statistics import StatisticsPage
from directory.search import load_catalogue, search
from directory.statistics import statistics as read_statistics

from . import SignedInRequest


@require_safe
def statistics(request: SignedInRequest) -> HttpResponse:
    therapist = get_object_or_404(Therapist.objects.owned_by(request.user))
    page = StatisticsPage(read_statistics(therapist, timezone.localdate()))
    context = {"therapist": therapist, "area": "statistics", "statistics": page}
    return render(request, "dashboard/statistics.html", context)


@require_safe
def why_here(request: SignedInRequest) -> HttpResponse:
    """The very search that patients make; every address gives a page."""
    therapist = get_object_or_404(Therapist.objects.owned_by(request.user))
    catalogue = load_catalogue()
    parsed = parse(request.GET, catalogue)
    result = search(parsed.query, catalogue) if request.GET and parsed.can_run else None
    outcome = placed(therapist, result) if result else None
    page = PlacePage(request.GET, parsed, catalogue, result, outcome, therapist)
    context = {"therapist": therapist, "area": "statistics", "page": page}
    return render(request, "dashboard/why_here.html", context)
