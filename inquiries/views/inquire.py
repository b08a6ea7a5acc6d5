"""The page on which a patient writes to a therapist, without an account."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from directory import tombstones
from directory.views.public import gone
from inquiries import limits, proof, recipients, reply_facts
from inquiries.actions import sending
from inquiries.forms.inquire import InquiryForm

TOO_MANY = 429


@login_not_required
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def inquire(request: HttpRequest, slug: str) -> HttpResponse:
    also = [*request.GET.getlist("also"), *request.POST.getlist("also")]
    found = recipients.find(slug, also, timezone.localdate())
    if found is None:
        if not tombstones.is_covered(slug):
            raise Http404
        return gone(request)
    form = InquiryForm(request.POST if request.method == "POST" else None, found)
    if found.closed:
        return render(request, "inquiries/inquire_closed.html", {"form": form, "to": found})
    if not form.is_valid() or form.must_warn:
        return _show(request, form)
    return _send(request, form)


@login_not_required
@never_cache
@require_safe
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for everybody: it tells nobody whether an address is proved or blocked.

    And for every address, whoever has left the list meanwhile.
    """
    return render(request, "inquiries/inquire_sent.html", {"mailbox_url": _mailbox_url()})


@sensitive_variables()
def _send(request: HttpRequest, form: InquiryForm) -> HttpResponse:
    key = form.number
    assert key is not None  # noqa: S101 (a valid form has one)
    allowance = limits.Allowance(request)
    try:
        kept = sending.keep(
            form.letter(),
            therapists=form.recipients.chosen(form.cleaned_data["also"]),
            key=key,
            is_blind=form.is_blind,
            suspicion=form.suspicion(),
            proved=proof.proved(request),
            admit=allowance.take,
        )
    except limits.Reached as reached:
        return _refuse(request, form, reached.limit)
    except Exception:
        allowance.give_back()
        raise
    if kept.is_repeat:
        allowance.give_back()
    if kept.differs:
        form.renew()
        form.add_error(None, _was_sent_before())
        return _show(request, form)
    return redirect("inquiries:inquire-sent", slug=form.recipients.first.slug)


@sensitive_variables()
def _refuse(request: HttpRequest, form: InquiryForm, limit: limits.Limit) -> HttpResponse:
    form.add_error(None, str(limit.text))
    response = _show(request, form, status=TOO_MANY)
    response["Retry-After"] = str(limit.retry_seconds)
    return response


@sensitive_variables()
def _show(request: HttpRequest, form: InquiryForm, *, status: int = 200) -> HttpResponse:
    facts = reply_facts.of(form.recipients.first.pk, timezone.now())
    context = {
        "form": form,
        "to": form.recipients,
        "expected_reply": reply_facts.expected_reply(facts),
        "text_days": settings.INQUIRY_TEXT_DAYS,
    }
    return render(request, "inquiries/inquire.html", context, status=status)


def _was_sent_before() -> str:
    return _(
        "You sent this form before, with other words. That message stays as it was, and this text "
        "was not sent yet. To send it as a message of its own, press the button again."
    )


def _mailbox_url() -> str:
    """Where a developer reads the mails that nobody sends."""
    if not settings.MAIL_PREVIEWS:
        return ""
    try:
        return reverse("mailbox")
    except NoReverseMatch:
        return ""
