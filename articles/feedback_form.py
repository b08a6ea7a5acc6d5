"""The form that asks whether an article was helpful."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sciatica_site.wording.contacts import find
from sciatica_site.wording.folding import fold
from sciatica_site.wording.rules import Finder

from .choices import Helpful
from .models.feedback import LONGEST

#: What must not be kept, and what to say about it.
REFUSED: dict[Finder, str | Promise] = {
    "email": gettext_lazy("Please take out the e-mail address: we do not keep any here."),
    "phone": gettext_lazy("Please take out the phone number: we do not keep any here."),
}


class WordsField(forms.CharField):
    """Browsers send two characters for the end of a line, but count it as one."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class FeedbackForm(forms.Form):
    helpful = forms.ChoiceField(
        label=gettext_lazy("Was this page helpful?"),
        choices=Helpful.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one answer."),
            "invalid_choice": gettext_lazy("Choose from the answers shown here."),
        },
    )
    missing = WordsField(
        label=gettext_lazy("What is missing or unclear?"),
        help_text=gettext_lazy(
            "Up to 1,000 characters. Please write nothing about your own health, and no name, "
            "address or phone number: we cannot answer."
        ),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )
    #: People never see it; programs that fill in everything do.
    homepage = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_missing(self) -> str:
        text: str = self.cleaned_data["missing"]
        folded = fold(text, hard_breaks=True, markup=True).text
        for finder, message in REFUSED.items():
            if any(find(finder, folded)):
                raise ValidationError(str(message), code=finder)
        return text

    def refuse_for_now(self) -> None:
        self.add_error(
            None,
            _("Too many answers came from your network in a short time. Please try again later."),
        )

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.data.get("homepage"))
