"""The page on which anybody reports a profile, without an account."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from directory.models import Therapist
from directory.querysets import TherapistQuerySet
from inquiries import limits
from inquiries.actions import reports
from inquiries.choices import ReportReason
from inquiries.forms.report import ReportForm
from inquiries.reports.boards import boards_of


@login_not_required
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str) -> HttpResponse:
    therapist = _listed(slug)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _show(request, therapist, form)
    if not form.is_from_a_program:
        if not limits.may_report(request):
            form.add_error_about_limit()
            response = _show(request, therapist, form, status=429)
            response["Retry-After"] = str(limits.RETRY_SECONDS)
            return response
        said = form.cleaned_data
        reports.make(
            therapist,
            reason=ReportReason(said["reason"]),
            text=said["text"],
            email=said["email"],
            key=said["key"],
        )
    return redirect("inquiries:report-sent", slug=therapist.slug)


@login_not_required
@never_cache
@require_safe
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """It names nobody. Only where a listed therapist works does it know the board of the state."""
    therapist = _public().filter(slug=slug).first()
    context = {"boards": boards_of(therapist) if therapist else []}
    return render(request, "inquiries/report_sent.html", context)


def _listed(slug: str) -> Therapist:
    return get_object_or_404(_public(), slug=slug)


def _public() -> TherapistQuerySet:
    return Therapist.objects.public(timezone.localdate())


def _show(
    request: HttpRequest, therapist: Therapist, form: ReportForm, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "therapist": therapist, "boards": boards_of(therapist)}
    return render(request, "inquiries/report.html", context, status=status)
