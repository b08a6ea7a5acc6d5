"""The one form of the guide: its questions come from the rules, its answers go nowhere."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.warning_signs import Level, warning_signs

from .answers import SEVERAL, Answers
from .engine import Advice, advise
from .reading import SIGN_LEVELS, guide_rules
from .rules import Outcome, Question

NONE = "none"
DECIDING = "both_legs_new"
UNKNOWN = {
    "invalid_choice": gettext_lazy("Choose from the answers shown here."),
    "invalid_list": gettext_lazy("Choose from the answers shown here."),
}


class SeveralField(forms.MultipleChoiceField):
    """Boxes to tick; `most` is 0 where there is no limit."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, most: int = 0, **options: Any) -> None:
        super().__init__(**options)
        self.most = most

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if self.most and len(set(value)) > self.most:
            message = ngettext("Choose at most %(most)s.", "Choose at most %(most)s.", self.most)
            raise ValidationError(message % {"most": self.most}, code="too_many")


class GuideForm(forms.Form):
    """`advice` takes in every answer that can be read, also while others are missing or wrong:
    a warning sign counts whatever else there is to correct."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        for question in guide_rules().questions.values():
            self.fields[question.name] = _field(question)

    @property
    def advice(self) -> Advice:
        return advise(self.answers)

    @property
    def answers(self) -> Answers:
        readable: dict[str, Any] = {}
        for name in self.fields:
            known = [code for code in self._given(name) if code in self._options(name)]
            if name in SEVERAL:
                readable[name] = frozenset(known) - {NONE}
            elif known:
                readable[name] = known[-1]
            elif name == DECIDING and any(self._given(name)):
                readable[name] = "yes"  # what cannot be read is no clear no
        return Answers(**readable)

    def clean(self) -> dict[str, Any] | None:
        if self.advice.outcome is Outcome.ASK:
            self.add_error(
                DECIDING,
                _("You chose both legs, so this needs an answer. If you cannot say, choose yes."),
            )
        return super().clean()

    @property
    def signs(self) -> list[tuple[Level | None, list[BoundWidget]]]:
        """The boxes of the first question by level; “none” comes last and has no level."""
        boxes = {str(box.data["value"]): box for box in self["red"].subwidgets}
        groups: list[tuple[Level | None, list[BoundWidget]]] = [
            (level, [boxes[sign.id] for sign in level.signs])
            for level in warning_signs().levels
            if level.key in SIGN_LEVELS
        ]
        return [*groups, (None, [boxes[NONE]])]

    @property
    def other_questions(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name != "red"]

    def _given(self, name: str) -> list[str]:
        field = self.fields[name]
        value = field.widget.value_from_datadict(self.data, self.files, name)
        return value if isinstance(value, list) else [value]

    def _options(self, name: str) -> Mapping[str, str]:
        return guide_rules().questions[name].options


def _field(question: Question) -> forms.Field:
    """Only the first question has to be answered: all others have a safe meaning when left out."""
    options: dict[str, Any] = {
        "label": question.prompt,
        "help_text": question.help,
        "choices": list(question.options.items()),
    }
    if question.name not in SEVERAL:
        return forms.ChoiceField(
            required=False, widget=forms.RadioSelect, error_messages=UNKNOWN, **options
        )
    return SeveralField(
        most=question.most,
        required=question.name == "red",
        error_messages=UNKNOWN
        | {"required": gettext_lazy("Tick every sign that fits, or “None of these”.")},
        **options,
    )
