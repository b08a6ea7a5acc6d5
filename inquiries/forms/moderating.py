"""What moderators fill in about a report of a profile, or about a reported message."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from directory.forms.texts import WordsField, mended
from inquiries.actions import judging

from .key import with_key

RIGHT, WRONG = "right", "wrong"
SHOW, LEAVE = "show", "leave"
READ, UPHOLD, BLOCK, DISMISS = "read", "uphold", "block", "dismiss"
LONGEST_NOTE = 4_000
LONGEST_WORDS = 2_000


class StepForm(forms.Form):
    """One of several parts of a page, which are all sent together: `anchor` keeps the parts apart,
    and no two of them have a field of one name. `buttons` are fields that nobody fills in."""

    anchor = ""
    buttons: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, data: QueryDict | None = None, *, kept: Mapping[str, str] | None = None
    ) -> None:
        """`kept` is what stood in this part when another one was sent."""
        shown = None if data is None else with_key(mended(data))
        initial = {"key": uuid.uuid4(), **(kept or {})}
        super().__init__(shown, initial=initial, auto_id=f"{self.anchor}_%s")

    @classmethod
    def typed(cls, data: QueryDict) -> dict[str, str]:
        """What stands in this part, as `kept` takes it; nothing where it is as it was opened."""
        form = cls(data)
        found, is_touched = {}, False
        for name, field in form.fields.items():
            if name in cls.buttons:
                continue
            value = field.widget.value_from_datadict(form.data, {}, name)
            found[name] = "on" if value is True else str(value or "")
            if not field.widget.is_hidden:
                is_touched |= field.has_changed(field.initial, value)
        return found if is_touched else {}


class NoteForm(StepForm):
    anchor = "note"

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = WordsField(
        label=_("What you found out"),
        rows=4,
        max_length=LONGEST_NOTE,
        help_text=_(
            "Up to 4,000 characters, for moderators alone. It is kept encrypted with your name and"
            " the time, and nobody changes it later."
        ),
        error_messages={"required": _("Write what you found out.")},
    )


class TellForm(StepForm):
    anchor = "tell"

    words = WordsField(
        label=_("What the therapist reads"),
        rows=6,
        max_length=LONGEST_WORDS,
        help_text=_(
            "Say what is said of the profile, in your own words. Never quote the report, and leave"
            " out days, places and whatever only one person can know: nobody may see from it who"
            " has reported it."
        ),
        error_messages={"required": _("Write what the therapist has to know.")},
    )


class HideForm(StepForm):
    anchor = "hide"

    why = WordsField(
        label=_("What the therapist reads about it"),
        rows=4,
        max_length=LONGEST_WORDS,
        help_text=_("In your own words. Nobody may see from it who has reported the profile."),
        error_messages={"required": _("Write for the therapist why the profile is hidden.")},
    )


class DecisionForm(StepForm):
    """`profile` and `because` are asked while the profile is hidden: a report that is closed as not
    right must not leave it hidden by oversight."""

    anchor = "decide"
    buttons = ("step",)

    step = forms.ChoiceField(
        choices=[(RIGHT, RIGHT), (WRONG, WRONG)],
        error_messages={
            "required": _("Press one of the buttons."),
            "invalid_choice": _("Press one of the buttons."),
        },
    )
    tells_reporter = forms.BooleanField(
        label=_("Tell the person who reported it how it ended"), required=False, initial=True
    )
    profile = forms.ChoiceField(
        label=_("The profile"),
        required=False,
        choices=[
            (SHOW, _("Show the profile again")),
            (LEAVE, _("Leave it hidden, because of what I write here:")),
        ],
        widget=forms.RadioSelect,
    )
    because = WordsField(
        label=_("Why it stays hidden"),
        required=False,
        rows=3,
        max_length=LONGEST_WORDS,
        help_text=_("For moderators alone. It is kept as a note about this report."),
    )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        profile, because = said.get("profile", ""), said.get("because", "")
        if profile == LEAVE and not because and "because" not in self.errors:
            self.add_error("because", _("Write why the profile stays hidden."))
        if profile == SHOW and because:
            self.add_error(
                "because",
                _("You chose to show the profile again. Take these words out."),
            )
        if profile == SHOW and said.get("step") == RIGHT:
            self.add_error(
                "profile",
                _("You say that the report is right. Decide about the profile on its own page."),
            )
        return said


class ResultForm(StepForm):
    """A button and nothing else."""

    anchor = "result"


class ComplaintForm(StepForm):
    """About a message that its therapist reported: read it, or decide."""

    anchor = "decide"
    buttons = ("step",)

    step = forms.ChoiceField(choices=[(name, name) for name in (READ, UPHOLD, BLOCK, DISMISS)])
    reason = forms.CharField(
        label=_("Why you need to read it"),
        required=False,
        max_length=judging.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "It is recorded with your name and the time. Write no word of the message here."
        ),
    )
