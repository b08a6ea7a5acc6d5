"""Saves one page of the editor: its answers into the draft, its small facts into the tables."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from directory import unsaved
from directory.choices import LiveFact
from directory.editing import drafts
from directory.editing import live as live_facts
from directory.editing.drafts import Draft
from directory.forms.page_forms import PageForms
from directory.forms.pages import EditorPage
from directory.models import Therapist

from . import live, profiles
from .guarding import own
from .refusals import Changed

DIGEST_LENGTH = 20


@dataclass(frozen=True)
class Saved:
    """What there was to save: something in the draft, and the facts that changed at once."""

    in_draft: bool
    facts: list[LiveFact]


@transaction.atomic
def save(
    therapist: Therapist,
    page: EditorPage,
    forms: PageForms,
    *,
    by: User,
    draft: Draft,
    text: unsaved.Typed,
) -> Saved:
    """Both or neither, and then `text` is no longer unsaved. The forms are valid.

    Raises `Refused` and changes nothing: `Changed` if the page was saved elsewhere since
    it was opened (what it showed then is in `text`).
    """
    therapist = own(therapist.pk, by)
    of_draft, _dot, of_facts = (text.get("seen") or [""])[-1].partition(".")
    sections = forms.sections()
    in_draft = any(draft.content[key] != section for key, section in sections.items())
    if in_draft:
        profiles.save(therapist, by=by, sections=sections, seen=of_draft)
    facts = {
        fact: values
        for fact, values in forms.facts().items()
        if live_facts.read(therapist, fact) != values
    }
    if facts and of_facts != _seen_facts(page, therapist):
        raise Changed(
            _(
                "This was saved in another tab or window, and your page shows an older state."
                " Nothing of this page was saved now."
            )
        )
    changed = [fact for fact in facts if live.change(therapist, fact, facts[fact], by=by)]
    unsaved.discard(therapist, page.key, text)
    return Saved(in_draft, changed)


def seen(page: EditorPage, draft: Draft, therapist: Therapist) -> str:
    """What a page shows of the profile, as short digests: it sends them back when it is saved."""
    sections = [part.target for part in page.parts if not part.is_live]
    return f"{drafts.seen(draft, sections)}.{_seen_facts(page, therapist)}"


def _seen_facts(page: EditorPage, therapist: Therapist) -> str:
    facts = [LiveFact(part.target) for part in page.parts if part.is_live]
    values = {fact: live_facts.read(therapist, fact) for fact in facts}
    text = json.dumps(values, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LENGTH]
