"""The tick list of what to tell a massage therapist; nothing of it is kept."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.tell import TELL, Tell


def _choices() -> list[tuple[str, str]]:
    return [(one.key, one.text.rstrip(":")) for one in TELL]


class TellForm(forms.Form):
    tell = forms.MultipleChoiceField(
        label=_("What do you want to tell?"),
        help_text=_("Tick what fits. The next page leaves room to write beside each one."),
        choices=_choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one."),
            "invalid_choice": _("Choose from the list shown here."),
            "invalid_list": _("Choose from the list shown here."),
        },
    )

    @property
    def chosen(self) -> Sequence[Tell]:
        """What was ticked, in the order of the list."""
        return [one for one in TELL if one.key in self.cleaned_data["tell"]]
