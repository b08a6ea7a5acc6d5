"""Points out wording that a moderator would ask about; it never stops anyone from saving."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms

from sciatica_site.wording import Hit, lint

from .texts import LineField


@dataclass(frozen=True)
class WordingHint:
    """Shown beside the control with the id `field_id`."""

    field_id: str
    found: tuple[str, ...]
    reason: str
    better: str


def wording_hints(form: forms.Form) -> list[WordingHint]:
    """One hint per rule and field, with every place where it applies."""
    return [
        hint
        for name, field in form.fields.items()
        if isinstance(field, LineField) and field.is_free_text
        # What is too long is refused anyway, and looking at it would take long.
        for hint in _hints(form[name].auto_id, str(form[name].value() or "")[: field.max_length])
    ]


def _hints(field_id: str, text: str) -> list[WordingHint]:
    by_rule: dict[str, list[Hit]] = {}
    for hit in lint(text, audience="profile"):
        by_rule.setdefault(hit.rule_id, []).append(hit)
    return [
        WordingHint(
            field_id,
            found=tuple(dict.fromkeys(hit.text for hit in hits)),
            reason=hits[0].why,
            better=hits[0].instead,
        )
        for hits in by_rule.values()
    ]
