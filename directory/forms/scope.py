"""What the forms of one page know together, read from the database once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from directory.editing.content import Content
from directory.models import Place, Register, Term, Therapist


@dataclass
class Scope:
    """The profile, its document, and the tables that choices come from."""

    therapist: Therapist
    content: Content
    today: date = field(default_factory=timezone.localdate)
    _terms: dict[type[Term], list[Term]] = field(default_factory=dict)
    _registers: list[Register] | None = None

    def terms(self, model: type[Term]) -> list[Term]:
        """Every word of this kind, in the order of the site."""
        if model not in self._terms:
            self._terms[model] = list(model._default_manager.all())
        return self._terms[model]

    def positions(self, model: type[Term]) -> dict[str, int]:
        return {term.slug: place for place, term in enumerate(self.terms(model))}

    def registers(self) -> list[Register]:
        if self._registers is None:
            self._registers = list(Register.objects.all())
        return self._registers

    def states_of_zip_codes(self, codes: Collection[str]) -> dict[str, str]:
        """The state of each code that the site has a point for."""
        if not codes:
            return {}
        known = Place.objects.zip_codes().filter(key__in=set(codes))
        return dict(known.values_list("key", "state"))
