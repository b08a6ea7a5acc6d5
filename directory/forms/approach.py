"""Question 4: how sciatica is assessed and treated, and when somebody else should look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.choices import Intention
from directory.models import AssessmentItem, ClinicianKind, Condition

from .base import RowForm, SectionForm
from .fields import OneOfField, TermField, TermsField, WordsField


class ApproachForm(SectionForm):
    intention = OneOfField(
        label=_("Main aim of a session for sciatica"),
        choices=Intention.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    approach_text = WordsField(
        label=_("How you assess and treat sciatica"),
        max_length=2500,
        required=False,
        rows=8,
        help_text=_(
            "Needed before you can send your profile, up to 2,500 characters. "
            "Example: “First I ask about warning signs, medicines and what "
            "makes the leg better or worse. Then we try positions. I start lightly and check with "
            "you every few minutes.”"
        ),
    )
    assessment_items = TermsField(
        AssessmentItem,
        is_explained=True,
        label=_("What you do before and during a session"),
        help_text=_("Tick what you do with every new client who has sciatica."),
    )
    will_not_do = WordsField(
        label=_("What you will not do"),
        max_length=1200,
        required=False,
        help_text=_(
            "Up to 1,200 characters. Example: “I do not press where you feel tingling, and I do "
            "not adjust joints.”"
        ),
    )
    refers_when = WordsField(
        label=_("When you send people to a doctor"),
        max_length=1200,
        required=False,
        help_text=_(
            "Up to 1,200 characters. Example: “Before any session when a leg is getting weaker, "
            "and after three sessions without change.”"
        ),
    )
    works_with = TermsField(
        ClinicianKind,
        label=_("Clinicians you work with"),
        help_text=_("Those with whom you share notes when a client agrees."),
    )


class ConditionForm(RowForm):
    condition = TermField(
        Condition,
        label=_("Cause"),
        help_text=_("Example: Lumbar spinal stenosis."),
    )
    is_specialty = forms.BooleanField(label=_("A special interest of mine"), required=False)
    approach = WordsField(
        label=_("What you do then"),
        max_length=1200,
        required=False,
        rows=3,
        help_text=_(
            "Up to 1,200 characters. Example: “Side-lying with a pillow between the knees; short "
            "sessions at first.”"
        ),
    )

    once = ("condition",)
    twice = _("You have listed this cause above. Take out one of the two.")

    @classmethod
    def arrange(cls, rows: Sequence[Self]) -> list[Self]:
        """Special interests first, then in the order of the site."""
        place = rows[0].scope.positions(Condition) if rows else {}
        return sorted(
            rows,
            key=lambda row: (
                not row.cleaned_data["is_specialty"],
                place[row.cleaned_data["condition"]],
            ),
        )
