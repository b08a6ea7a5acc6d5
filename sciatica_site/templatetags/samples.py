"""Made-up data for the style guide: what its components would get from a view."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

register = template.Library()


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label=gettext_lazy("Name"), help_text=gettext_lazy("As on your license.")
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, widget=forms.Textarea({"rows": 3})
    )
    length = forms.ChoiceField(
        label=gettext_lazy("Length"),
        choices=[("60", gettext_lazy("60 minutes")), ("90", gettext_lazy("90 minutes"))],
    )
    pressure = forms.ChoiceField(
        label=gettext_lazy("Pressure"),
        choices=[("light", gettext_lazy("Light")), ("firm", gettext_lazy("Firm"))],
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label=gettext_lazy("Days"),
        choices=[("mon", gettext_lazy("Monday")), ("tue", gettext_lazy("Tuesday"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agrees = forms.BooleanField(label=gettext_lazy("I have read the warning signs"), required=False)


@register.simple_tag
def sample_form() -> SampleForm:
    """A form sent with one required field empty and one choice missing."""
    return SampleForm({"length": "90", "days": ["tue"]}, auto_id="sample-%s")


@register.simple_tag
def sample_trail() -> list[tuple[str, str]]:
    """Breadcrumbs: two links and the page itself."""
    return [(_("Home"), "/"), (_("Articles"), "/articles/"), (_("This page"), "")]


@register.simple_tag
def sample_facts() -> list[tuple[str, str]]:
    """First facts of a profile, one of them long."""
    return [
        (_("60 minutes"), "$95"),
        (_("Hours"), _("Tuesday to Saturday, evenings by arrangement only")),
        (_("Languages"), _("English, Spanish")),
    ]


@register.simple_tag
def sample_signs() -> list[str]:
    """Signs for a care card."""
    return [_("Numbness between the legs"), _("New trouble passing urine")]


@register.simple_tag
def sample_headings() -> list[dict[str, str]]:
    """A contents list that leads to the top of the page."""
    return [{"id": "main", "text": _("A section")}, {"id": "main", "text": _("Another section")}]


@register.simple_tag
def sample_page() -> Page:
    """The middle one of three pages."""
    return Paginator(range(30), 10).page(2)


@register.simple_tag
def sample_references() -> list[dict[str, Any]]:
    """A complete reference and a bare one."""
    return [
        {
            "number": 1,
            "key": "sample-full",
            "authors": "Doe J, Roe R",
            "year": 2020,
            "title": _("A made-up study of massage"),
            "container": _("Journal of Examples"),
            "url": "https://example.com/study",
            "note": _("Summary read, not the full text."),
        },
        {"number": 2, "key": "sample-bare", "title": _("A made-up leaflet")},
    ]
