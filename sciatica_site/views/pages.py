"""Home and the pages of plain text."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Topic
from directory.vetting import QUESTIONS


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {"questions": QUESTIONS, "topics": Topic.objects.with_something_to_read()}
    return render(request, "pages/home.html", context)


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/about.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


@login_not_required
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "styleguide/index.html")
