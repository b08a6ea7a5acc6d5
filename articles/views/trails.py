"""The first steps of the breadcrumbs of each part."""

from django.urls import reverse
from django.utils.translation import gettext as _

Trail = list[tuple[str, str]]


def articles_trail() -> Trail:
    return [(_("Home"), reverse("home")), (_("Articles"), reverse("articles:article-list"))]


def techniques_trail() -> Trail:
    return [
        (_("Home"), reverse("home")),
        (_("Types of massage"), reverse("articles:technique-list")),
    ]


def conditions_trail() -> Trail:
    return [
        (_("Home"), reverse("home")),
        (_("Causes and patterns"), reverse("articles:condition-list")),
    ]


def guides_trail() -> Trail:
    return [
        (_("Home"), reverse("home")),
        (_("Warning signs"), reverse("articles:warning-signs")),
    ]
