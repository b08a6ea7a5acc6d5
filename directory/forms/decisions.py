"""What a therapist writes about a decision: a reply to it, and words for another moderator."""

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.actions.appeals import LONGEST_TEXT
from directory.actions.hiding import LONGEST_REPLY

from .texts import WordsField


class ReplyForm(forms.Form):
    reply = WordsField(
        label=_("Your reply"),
        max_length=LONGEST_REPLY,
        rows=8,
        help_text=_("Up to 4,000 characters. You can send one reply. Only moderators read it."),
        error_messages={"required": _("Write what you want to say.")},
    )


class AppealForm(forms.Form):
    appeal = WordsField(
        label=_("Why do you think that the decision is wrong?"),
        max_length=LONGEST_TEXT,
        rows=8,
        help_text=_("Up to 2,000 characters. Only moderators read it."),
        error_messages={"required": _("Write why you think that the decision is wrong.")},
    )
