"""A patient's message on its own page, and what its therapist can do with it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from directory.forms.texts import mended
from directory.views.dashboard import SignedInRequest, is_signed_in
from inquiries import ready_answers
from inquiries.actions import answering, reporting
from inquiries.choices import ComplaintReason
from inquiries.forms.conversation import AnswerForm, ComplaintForm, DeclineForm, ReplyForm
from inquiries.models import Conversation
from inquiries.presenters.conversation import ConversationPage
from inquiries.ready_answers import Kind
from inquiries.refusals import Refused
from sciatica_site.kept_form import keep
from sciatica_site.sealing import CannotUnseal
from sciatica_site.staff_sessions import holds_for_staff
from sciatica_site.views.errors import send_again

logger = logging.getLogger(__name__)

CONFLICT = 409
GONE = 410
TOO_MANY = 429
UNAVAILABLE = 503
#: In settings.ACCOUNT_RATE_LIMITS: every answer is a mail to somebody.
LIMIT = "inquiry_answer"
WAIT_SECONDS = 3600
#: As `models.inquiry.random_number` makes them; nothing else is asked of the database.
NUMBER = re.compile(r"[A-Za-z0-9_-]{22}")

Step = Callable[[SignedInRequest, Conversation], HttpResponse]


class Withdrawn(Exception):
    """Its sender has deleted it: its therapist is told so, and keeps what they typed."""


def step(view: Step) -> Callable[..., HttpResponse]:
    """For what only a POST to one conversation may do.

    It asks itself who is there, so that words outlive the end of a session.
    """

    @login_not_required
    @sensitive_post_parameters()
    @sensitive_variables()
    @require_http_methods(["GET", "HEAD", "POST"])
    @holds_for_staff
    @wraps(view)
    def press(request: HttpRequest, number: str) -> HttpResponse:
        if not is_signed_in(request):
            kept = keep(request)
            again = send_again(request, kept, is_signed_out=True) if kept else None
            return again or redirect_to_login(request.path)
        if not NUMBER.fullmatch(number):
            raise Http404
        if request.method != "POST":
            return redirect("inquiries:conversation", number)
        try:
            return view(request, _own(request, number))
        except Withdrawn:
            return _withdrawn(request)

    return press


@require_safe
def conversation(request: SignedInRequest, number: str) -> HttpResponse:
    try:
        row = _own(request, number)
    except Withdrawn:
        return _withdrawn(request)
    # A GET that writes: the page is behind the sign-in, where no mail scanner comes, it happens
    # once, and it tells nobody anything. A browser that loads ahead makes it early by a moment.
    if row.opened_at is None:
        answering.opened(row, by=request.user)
    slug = request.GET.get("ready", "")
    return _show(request, row, reply=_begun(ReplyForm, slug), decline=_begun(DeclineForm, slug))


@step
def reply(request: SignedInRequest, row: Conversation) -> HttpResponse:
    return _answer(request, row, ReplyForm, answering.reply, _("Your answer is on its way."))


@step
def decline(request: SignedInRequest, row: Conversation) -> HttpResponse:
    said = _("Your answer is on its way. Thank you for saying no: nobody waits in vain.")
    return _answer(request, row, DeclineForm, answering.decline, said)


@step
def reveal(request: SignedInRequest, row: Conversation) -> HttpResponse:
    return _press(request, row, answering.reveal, "")


@step
def phoned(request: SignedInRequest, row: Conversation) -> HttpResponse:
    return _press(request, row, answering.phoned, _("Noted: you phoned."))


@step
def close(request: SignedInRequest, row: Conversation) -> HttpResponse:
    return _press(request, row, answering.close, _("This message is closed."))


@step
def block(request: SignedInRequest, row: Conversation) -> HttpResponse:
    return _press(request, row, reporting.block, _("This sender can no longer write to you."))


@step
def complain(request: SignedInRequest, row: Conversation) -> HttpResponse:
    form = ComplaintForm(request.POST)
    if not form.is_valid():
        return _show(request, row, complaint=form)
    reporting.complain(
        row,
        reason=ComplaintReason(form.cleaned_data["reason"]),
        note=form.cleaned_data["note"],
        by=request.user,
    )
    messages.success(request, _("Thank you. A moderator will look at this message."))
    return _back(row)


def _answer(
    request: SignedInRequest,
    row: Conversation,
    kind: type[AnswerForm],
    send: Callable[..., object],
    said: str,
) -> HttpResponse:
    if "ready" in request.POST:
        form = kind.with_ready(request.POST, request.POST["ready"])
        chosen: dict[str, Any] = {form.kind.value: form}
        return _show(request, row, **chosen)
    form = kind.sent(request.POST)
    shown: dict[str, Any] = {form.kind.value: form}
    if not form.is_valid():
        return _show(request, row, **shown)
    if not ratelimit.consume(request, action=LIMIT, user=request.user):
        form.refuse(_("You have sent many answers. Wait an hour, then send this."))
        response = _show(request, row, status=TOO_MANY, **shown)
        response["Retry-After"] = str(WAIT_SECONDS)
        return response
    try:
        send(row, form.cleaned_data["text"], key=form.cleaned_data["key"], by=request.user)
    except Refused as refused:
        form.refuse(str(refused), is_used=isinstance(refused, answering.AlreadySent))
        return _show(request, _own(request, row.number), status=CONFLICT, **shown)
    except CannotUnseal:
        form.refuse(_no_key(row))
        return _show(request, row, status=UNAVAILABLE, **shown)
    messages.success(request, said)
    return _back(row)


def _press(
    request: SignedInRequest, row: Conversation, act: Callable[..., object], said: str
) -> HttpResponse:
    try:
        act(row, by=request.user)
    except Refused as refused:
        messages.warning(request, str(refused))
    except CannotUnseal:
        messages.warning(request, _no_key(row))
    else:
        if said:
            messages.success(request, said)
    return _back(row)


def _show(
    request: SignedInRequest, row: Conversation, *, status: int = 200, **forms: Any
) -> HttpResponse:
    reply = forms.get("reply") or ReplyForm.blank()
    decline = forms.get("decline") or _begun(DeclineForm, "")
    complaint = forms.get("complaint") or ComplaintForm()
    context = {
        "therapist": row.therapist,
        "area": "messages",
        "page": ConversationPage(row, timezone.now()),
        "reply": reply,
        "decline": decline,
        "complaint": complaint,
        "wrong": next((form for form in (reply, decline, complaint) if form.errors), None),
        "is_declining": decline.is_bound or decline.ready_was_chosen,
    }
    return render(request, "inquiries/conversation.html", context, status=status)


def _begun(kind: type[AnswerForm], slug: str) -> AnswerForm:
    """Begun with the ready answer that was asked for; a no begins with the first one we have."""
    chosen = ready_answers.find(slug, kind.kind)
    if chosen is None and kind.kind == Kind.DECLINE:
        return kind.blank(str(ready_answers.of_kind(Kind.DECLINE)[0].text))
    return kind.begun_with(chosen) if chosen else kind.blank()


def _own(request: SignedInRequest, number: str) -> Conversation:
    """As it is now; a miss is 404."""
    if not NUMBER.fullmatch(number):
        raise Http404
    mine = Conversation.objects.addressed_to(request.user)
    found = mine.select_related("inquiry", "therapist", "complaint").filter(number=number).first()
    if found is not None:
        return found
    if Conversation.objects.withdrawn_from(request.user).filter(number=number).exists():
        raise Withdrawn
    raise Http404


def _withdrawn(request: SignedInRequest) -> HttpResponse:
    context = {
        "therapist": getattr(request.user, "therapist", None),
        "area": "messages",
        "typed": mended(request.POST).get("text", ""),
    }
    return render(request, "inquiries/conversation_withdrawn.html", context, status=GONE)


def _no_key(row: Conversation) -> str:
    logger.error("No key opens inquiry %s", row.inquiry.number)
    return _("We cannot open this message right now. This is our mistake. Please try again later.")


def _back(row: Conversation) -> HttpResponse:
    return redirect("inquiries:conversation", row.number)
