"""What each step of the desk asks for."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.actions.versions import in_a_year
from articles.models import Article
from articles.trail import trail_of

LARGEST = 2**31 - 1


def text_area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "cols": 80})


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class StepForm(forms.Form):
    """Its fields are named like the parameters of the action."""

    use_required_attribute = False

    def __init__(self, *args: Any, article: Article, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article = article
        self.user = user


class NoteForm(StepForm):
    note = forms.CharField(
        label=_("Note for the desk"), max_length=2_000, required=False, widget=text_area()
    )


class NeededNoteForm(StepForm):
    note = forms.CharField(label=_("Note for the desk"), max_length=2_000, widget=text_area())


class ReviewForm(StepForm):
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)
    reviewer_name = forms.CharField(
        label=_("Reviewer"),
        max_length=150,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("Readers see it: a health professional who has read this very text."),
    )
    next_review_on = forms.DateField(label=_("Next review"), widget=day_input())
    note = forms.CharField(
        label=_("Note for the desk"), max_length=2_000, required=False, widget=text_area()
    )

    def __init__(self, *args: Any, article: Article, user: User, **kwargs: Any) -> None:
        super().__init__(*args, article=article, user=user, **kwargs)
        self.initial = {
            "revision": trail_of(article).last_number,
            "reviewer_name": user.name,
            "next_review_on": in_a_year(),
        }


class PublishForm(StepForm):
    on = forms.DateField(
        label=_("Day"),
        required=False,
        widget=day_input(),
        help_text=_("Empty for now; a day to come puts it on the calendar."),
    )
    reader_note = forms.CharField(
        label=_("Note for readers"),
        max_length=300,
        required=False,
        widget=text_area(2),
        help_text=_("A line of the change history on the page: what is new. Empty for the usual."),
    )

    def clean_on(self) -> datetime.date | None:
        """Today is now."""
        day: datetime.date | None = self.cleaned_data["on"]
        return None if day == timezone.localdate() else day


class ArchiveForm(NoteForm):
    reader_note = forms.CharField(
        label=_("Note for readers"),
        max_length=300,
        widget=text_area(2),
        help_text=_("Why the article was taken off."),
    )

    field_order = ("reader_note", "note")


class RestoreForm(StepForm):
    """Which revision's text to bring back; it comes with the link."""

    revision = forms.IntegerField(min_value=1, max_value=LARGEST, widget=forms.HiddenInput)
