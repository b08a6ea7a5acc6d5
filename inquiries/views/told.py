"""What moderators have told a therapist about a report of the own profile, and the answer."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from directory.views.dashboard import SignedInRequest, is_signed_in
from inquiries.actions import reports_hearing
from inquiries.forms.told import ToldForm
from inquiries.models import Report
from inquiries.presenters.told import ToldPage
from inquiries.refusals import Refused
from sciatica_site.kept_form import keep
from sciatica_site.staff_sessions import holds_for_staff
from sciatica_site.views.errors import send_again

from .conversation import CONFLICT, LIMIT, TOO_MANY, WAIT_SECONDS

#: No database counts further.
LARGEST = 2**63


@login_not_required
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
@holds_for_staff
def told(request: HttpRequest, number: int) -> HttpResponse:
    """Asks itself who is there, so that an answer outlives the end of a session."""
    if not is_signed_in(request):
        kept = keep(request)
        again = send_again(request, kept, is_signed_out=True) if kept else None
        return again or redirect_to_login(request.path)
    row = _own(request, number)
    if request.method != "POST":
        return _show(request, row, ToldForm())
    return _answer(request, row, ToldForm(request.POST))


def _answer(request: SignedInRequest, report: Report, form: ToldForm) -> HttpResponse:
    if not form.is_valid():
        return _show(request, report, form)
    if not ratelimit.consume(request, action=LIMIT, user=request.user):
        form.add_error(None, _("You have sent many answers. Wait an hour, then send this."))
        response = _show(request, report, form, status=TOO_MANY)
        response["Retry-After"] = str(WAIT_SECONDS)
        return response
    said = form.cleaned_data
    try:
        reports_hearing.reply(report.pk, said["text"], key=said["key"], by=request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _show(request, _own(request, report.pk), form, status=CONFLICT)
    messages.success(request, _("Thank you. A moderator reads your answer."))
    return redirect("inquiries:told", report.pk)


def _show(
    request: SignedInRequest, report: Report, form: ToldForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "therapist": report.therapist,
        "area": "profile",
        "page": ToldPage(report, timezone.now()),
        "form": form,
    }
    return render(request, "inquiries/told.html", context, status=status)


def _own(request: SignedInRequest, number: int) -> Report:
    """As it is now; a miss is 404."""
    mine = Report.objects.told_to(request.user).select_related("therapist")
    found = mine.filter(pk=number).first() if number < LARGEST else None
    if found is None:
        raise Http404
    return found
