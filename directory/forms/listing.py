"""The one question of somebody who comes back to the list."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RelistForm(forms.Form):
    agrees = forms.BooleanField(
        label=_("I agree to be listed, and what my profile says is right today."),
        error_messages={"required": _("Tick the box to agree to be listed.")},
    )
