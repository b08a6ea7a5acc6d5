"""Appeals in the admin: what waits, the first decision with its reasons, and the second one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Case, F, QuerySet, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from directory import hidings
from directory.actions import appeals
from directory.choices import AppealState
from directory.forms.texts import WordsField
from directory.models import Appeal
from directory.presenters import hiding_history

from .deciding import DecidingAdmin, since

GRANT, DENY = "grant", "deny"


class AnswerForm(forms.Form):
    answer = WordsField(
        label=gettext_lazy("Your answer. The therapist reads these words"),
        max_length=appeals.LONGEST_ANSWER,
        rows=8,
        help_text=gettext_lazy(
            "Say what you looked at and why you decide so. Up to 2,000 characters."
        ),
        error_messages={"required": gettext_lazy("Write the answer that the therapist reads.")},
    )
    step = forms.ChoiceField(choices=[(GRANT, GRANT), (DENY, DENY)])


@admin.register(Appeal)
class AppealAdmin(DecidingAdmin):
    """One more look by somebody else than the first."""

    list_display = ("profile", "state", "since", "about")
    list_display_links = ("profile",)
    list_filter = ("state",)
    list_select_related = ("therapist", "revision")
    search_fields = ("therapist__name", "therapist__slug")
    page = "admin/directory/appeal.html"
    page_title = gettext_lazy("Decide about an appeal")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appeal]:
        people = ("decided_first_by", "decided_by", "hiding__hidden_by", "hiding__confirmed_by")
        rows = hidings.of_others(super().get_queryset(request), request.user)
        rows = rows.select_related("therapist", "revision", *people)
        return rows.defer("revision__content")

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits first, and of it what has waited longest."""
        waits = When(state=AppealState.OPEN, then=Value(0))
        since = When(state=AppealState.OPEN, then=F("made_at"))
        return [Case(waits, default=Value(1)).asc(), Case(since).asc(), "-decided_at", "-pk"]

    def new_form(self, data: Any = None) -> forms.Form:
        return AnswerForm(data)

    def decide(self, case: Appeal, form: forms.Form, by: User) -> str:
        is_granted = form.cleaned_data["step"] == GRANT
        answer = form.cleaned_data["answer"]
        decided = appeals.decide(case.pk, is_granted=is_granted, answer=answer, by=by)
        if not is_granted:
            return _("The decision stays. The therapist gets a mail with a link to your answer.")
        if decided.hiding_id is not None:
            return _("The therapist is right: the profile is not hidden any more.")
        if appeals.waits_again(decided):
            return _(
                "The therapist is right: the text is in the review queue, and you may approve it."
            )
        return _(
            "The therapist is right, and has to send the text again: another text was begun"
            " since, or something in it or the agreement to be listed is missing."
            " The therapist's page says so."
        )

    def waiting_for(self, user: User) -> QuerySet[Appeal]:
        return hidings.appeals_waiting_for(user)

    def page_context(self, case: Appeal, user: User) -> dict[str, Any]:
        return {
            **hiding_history.around(user, case.therapist_id),
            "had_second_look": case.hiding is not None and hidings.had_second_look(case.hiding),
            "is_own_step": case.decided_first_by_id == user.pk,
            "confirmed_it": case.hiding is not None
            and user.pk == case.hiding.confirmed_by_id
            and hidings.had_second_look(case.hiding),
            "waits_again": appeals.waits_again(case),
        }

    @admin.display(description=gettext_lazy("profile"), ordering="therapist__name")
    def profile(self, appeal: Appeal) -> str:
        return appeal.therapist.name

    @admin.display(description=gettext_lazy("about"))
    def about(self, appeal: Appeal) -> str:
        if appeal.revision is None:
            return _("Hidden profile")
        return _("Text %(number)d") % {"number": appeal.revision.number}

    @admin.display(description=gettext_lazy("since"), ordering="made_at")
    def since(self, appeal: Appeal) -> str:
        return since(appeal.decided_at or appeal.made_at, appeal.decided_at is None, timezone.now())
