"""What a therapist fills in about a message: an answer, a no, a report."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.forms.texts import WordsField, mended
from inquiries import ready_answers
from inquiries.choices import ComplaintReason
from inquiries.ready_answers import Kind, ReadyAnswer

from .key import usable

LONGEST_TEXT = 4000
LONGEST_NOTE = 1000


class AnswerForm(forms.Form):
    """Words to the patient. The key makes it one message, however often it is sent."""

    kind: Kind
    ready_was_chosen = False

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = WordsField(
        rows=9,
        max_length=LONGEST_TEXT,
        error_messages={"required": gettext_lazy("Write something, or use a ready answer.")},
    )

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        # Both answers stand on one page.
        super().__init__(data, initial=initial, auto_id=f"{self.kind.value}_%s")

    @classmethod
    def blank(cls, text: str = "", *, key: str = "") -> Self:
        return cls(initial={"key": usable(key), "text": text})

    @classmethod
    def sent(cls, data: QueryDict) -> Self:
        """As it was typed; a key that is none gets another, since nobody can correct it."""
        shown = mended(data).copy()
        shown["key"] = usable(shown.get("key", ""))
        return cls(shown)

    @classmethod
    def with_ready(cls, data: QueryDict, slug: str) -> Self:
        """What was typed with a ready answer after it. Nothing of it is checked yet."""
        shown = mended(data)
        typed = shown.get("text", "")
        answer = ready_answers.find(slug, cls.kind)
        text = ready_answers.added(typed, answer) if answer else typed
        return cls._chosen(text, shown.get("key", ""))

    @classmethod
    def begun_with(cls, answer: ReadyAnswer) -> Self:
        return cls._chosen(str(answer.text), "")

    @classmethod
    def _chosen(cls, text: str, key: str) -> Self:
        form = cls.blank(text, key=key)
        form.ready_was_chosen = True
        form.fields["text"].widget.attrs["autofocus"] = True
        return form

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if left := ready_answers.unfilled(text):
            raise ValidationError(
                _("Fill in what stands in brackets: %(places)s") % {"places": ", ".join(left)}
            )
        return text

    def refuse(self, why: str, *, is_used: bool = False) -> None:
        """Keeps all that was typed; a form whose key was used gets a new one."""
        self.add_error(None, why)
        if is_used and isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data["key"] = usable("")

    @property
    def ready(self) -> list[ReadyAnswer]:
        return ready_answers.of_kind(self.kind)


class ReplyForm(AnswerForm):
    kind = Kind.REPLY

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = _("Your answer")


class DeclineForm(AnswerForm):
    kind = Kind.DECLINE

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = _("Your words")


class ComplaintForm(forms.Form):
    """Why a message is reported. Only moderators read the note."""

    reason = forms.ChoiceField(
        label=gettext_lazy("What is wrong with it?"),
        choices=ComplaintReason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what is wrong."),
            "invalid_choice": gettext_lazy("Choose what is wrong."),
        },
    )
    note = WordsField(
        label=gettext_lazy("Anything that a moderator should know"),
        required=False,
        rows=4,
        max_length=LONGEST_NOTE,
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(None if data is None else mended(data), auto_id="complain_%s")
