"""Search and profile: what anyone may see of the directory."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory.filters import parse
from directory.models import Therapist
from directory.presenters.profile import ProfilePage
from directory.presenters.search_page import SearchPage
from directory.search import load_catalogue, search
from directory.structured_data import json_ld


@login_not_required
@require_safe
def therapist_list(request: HttpRequest) -> HttpResponse:
    """Every address gives a page: what is wrong with it is said beside its field."""
    catalogue = load_catalogue()
    parsed = parse(request.GET, catalogue)
    result = search(parsed.query, catalogue) if parsed.can_run else None
    page = SearchPage(request.GET, parsed, catalogue, result)
    return render(request, "directory/therapist_list.html", {"search": page})


@login_not_required
@require_safe
def therapist_detail(request: HttpRequest, slug: str) -> HttpResponse:
    therapist = get_object_or_404(Therapist.objects.public().with_answers(), slug=slug)
    page = ProfilePage(therapist, timezone.localdate())
    context = {"profile": page, "json_ld": json_ld(page.structured_data())}
    return render(request, "directory/therapist_detail.html", context)
