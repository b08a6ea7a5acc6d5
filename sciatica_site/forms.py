"""Render every form field the same way: labeled, explained, its error tied to it."""

from __future__ import annotations

from django.forms import BoundField, CheckboxInput, HiddenInput
from django.forms.renderers import TemplatesSetting


class SiteBoundField(BoundField):
    """What templates/forms/field.html needs to know about a field."""

    @property
    def is_single_checkbox(self) -> bool:
        """One box with its label after it, unlike a group of boxes."""
        return isinstance(self.field.widget, CheckboxInput)

    @property
    def is_hidden_input(self) -> bool:
        return isinstance(self.field.widget, HiddenInput)


class SiteFormRenderer(TemplatesSetting):
    field_template_name = "forms/field.html"
    bound_field_class = SiteBoundField
