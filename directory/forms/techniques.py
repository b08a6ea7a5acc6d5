"""Question 3: the types of massage on offer, and how firm they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.choices import Pressure
from directory.models import Technique

from .base import RowForm, SectionForm
from .fields import LineField, NumberOfField, TermField, WholeNumberField, WordsField, YearField

NOT_STATED = gettext_lazy("Not stated")


class TechniquesForm(SectionForm):
    pressure_lightest = NumberOfField(
        label=gettext_lazy("Lightest pressure"),
        numbers=Pressure.choices,
        blank=NOT_STATED,
        required=False,
        help_text=gettext_lazy("The gentlest you work with. Example: light."),
    )
    pressure_firmest = NumberOfField(
        label=gettext_lazy("Firmest pressure"),
        numbers=Pressure.choices,
        blank=NOT_STATED,
        required=False,
        help_text=gettext_lazy("The firmest you work with, if a client asks. Example: medium."),
    )
    styles_note = WordsField(
        label=gettext_lazy("How you combine them"),
        max_length=1200,
        required=False,
        help_text=gettext_lazy(
            "Up to 1,200 characters. Example: “I begin with slow, light strokes over the back and "
            "hip, and use steady pressure only where you say it feels good.”"
        ),
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        names = ("pressure_lightest", "pressure_firmest")
        if not all(name in given for name in names):
            return given
        lightest, firmest = (given[name] for name in names)
        if (lightest is None) != (firmest is None):
            missing = names[0] if lightest is None else names[1]
            self.add_error(missing, _("Choose both the lightest and the firmest, or neither."))
        elif lightest is not None and lightest > firmest:
            self.add_error(names[1], _("This must be as firm as the lightest pressure, or firmer."))
        return given


class TechniqueForm(RowForm):
    technique = TermField(
        Technique,
        label=gettext_lazy("Type of massage"),
        help_text=gettext_lazy("Example: Swedish (relaxation) massage."),
    )
    is_specialty = forms.BooleanField(label=gettext_lazy("One of my specialties"), required=False)
    since = YearField(
        label=gettext_lazy("Since (year)"),
        required=False,
        help_text=gettext_lazy("The year you began to offer it. Example: 2016."),
    )
    training_hours = WholeNumberField(
        label=gettext_lazy("Training hours"),
        low=1,
        high=20_000,
        required=False,
        help_text=gettext_lazy("Hours of courses in it. Example: 40."),
    )
    note = LineField(
        label=gettext_lazy("Note"),
        max_length=400,
        required=False,
        is_free_text=True,
        help_text=gettext_lazy("Example: “Only after we have talked about your medicines.”"),
    )

    once = ("technique",)
    twice = gettext_lazy("You have listed this type of massage above. Take out one of the two.")

    @classmethod
    def arrange(cls, rows: Sequence[Self]) -> list[Self]:
        """Specialties first, then in the order of the site."""
        place = rows[0].scope.positions(Technique) if rows else {}
        return sorted(
            rows,
            key=lambda row: (
                not row.cleaned_data["is_specialty"],
                place[row.cleaned_data["technique"]],
            ),
        )
