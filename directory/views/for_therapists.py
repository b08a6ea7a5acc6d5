"""What the site offers to therapists, and the terms that they agree to."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from directory.presenters.good_answers import good_answers
from directory.terms import TERMS_VERSION


@login_not_required
@require_safe
def for_therapists(request: HttpRequest) -> HttpResponse:
    context = {"answers": good_answers(), "version": TERMS_VERSION}
    return render(request, "directory/for_therapists.html", context)
