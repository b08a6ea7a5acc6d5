"""The page between “hide the selected profiles” and doing it: which ones, and why."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import person
from directory.actions import hiding
from directory.actions.refusals import Refused
from directory.forms.texts import WordsField, mended
from directory.models import Therapist

#: More than anybody looks at before hiding them with the same words.
MOST = 50
#: The name of the button that says the page itself was sent, not the list before it.
SEND = "hide"


class HideForm(forms.Form):
    why = WordsField(
        label=gettext_lazy("Why? The therapist reads these words"),
        max_length=hiding.LONGEST_WHY,
        rows=8,
        help_text=gettext_lazy(
            "Say what is wrong and what would put it right. Name nobody who told us."
            " Up to 2,000 characters."
        ),
        error_messages={
            "required": gettext_lazy("Write for the therapist why the profile is hidden.")
        },
    )
    is_urgent = forms.BooleanField(
        label=gettext_lazy("Serious conduct: ask the other moderators by mail to look now"),
        required=False,
    )


def hide_page(
    modeladmin: admin.ModelAdmin,
    request: HttpRequest,
    chosen: QuerySet[Therapist],
    *,
    why: str = "",
) -> HttpResponse | None:
    """The page, or nothing when all of them are hidden: the list follows then.

    `why` are words to begin with; whoever hides may change each of them.
    """
    therapists = list(chosen.order_by("name", "pk")[: MOST + 1])
    if len(therapists) > MOST:
        text = _("Choose at most %(most)d profiles at once.") % {"most": MOST}
        modeladmin.message_user(request, text, messages.ERROR)
        return None
    if SEND not in request.POST:
        return _show(modeladmin, request, therapists, HideForm(initial={"why": why}))
    form = HideForm(mended(request.POST))
    if form.is_valid():
        therapists = _hide(modeladmin, request, therapists, form)
        if not therapists:
            return None
    return _show(modeladmin, request, therapists, form)


def _hide(
    modeladmin: admin.ModelAdmin, request: HttpRequest, therapists: list[Therapist], form: HideForm
) -> list[Therapist]:
    """Each one for itself; gives those that were refused, with the reasons on the form."""
    by = person(request)
    left = []
    for therapist in therapists:
        try:
            hiding.hide(therapist.pk, by=by, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, f"{therapist.name}: {refusal.message}")
            left.append(therapist)
        else:
            said = _("The profile of %(name)s is no longer public.") % {"name": therapist.name}
            modeladmin.message_user(request, said, messages.SUCCESS)
    return left


def _show(
    modeladmin: admin.ModelAdmin,
    request: HttpRequest,
    therapists: list[Therapist],
    form: HideForm,
) -> HttpResponse:
    context = {
        **modeladmin.admin_site.each_context(request),
        "title": _("Hide profiles for now"),
        "opts": modeladmin.opts,
        "therapists": therapists,
        "form": form,
        "checkbox": ACTION_CHECKBOX_NAME,
        "send": SEND,
    }
    return TemplateResponse(request, "admin/directory/hide.html", context)
