"""Saved, compared, printed: the address names the therapists and nothing is kept."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory.models import Therapist
from directory.presenters import comparison
from directory.presenters import worksheet as sheet
from directory.presenters.chosen import choose
from directory.presenters.comparison import Comparison, FactNames
from directory.presenters.saved import SavedPage
from directory.presenters.worksheet import Worksheet


@login_not_required
@require_safe
def shortlist(request: HttpRequest) -> HttpResponse:
    therapists = Therapist.objects.public().prefetch_related("locations", "rates")
    page = SavedPage(choose(therapists, request.GET), timezone.localdate())
    return render(request, "directory/shortlist.html", {"saved": page})


@login_not_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    chosen = choose(Therapist.objects.public().with_answers(), request.GET, comparison.MOST)
    page = Comparison(chosen, FactNames.load(), timezone.localdate())
    return render(request, "directory/compare.html", {"comparison": page})


@login_not_required
@require_safe
def worksheet(request: HttpRequest) -> HttpResponse:
    chosen = choose(Therapist.objects.public().with_answers(), request.GET, sheet.MOST)
    page = Worksheet(chosen, timezone.localdate())
    return render(request, "directory/worksheet.html", {"worksheet": page})
