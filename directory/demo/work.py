"""Work that waits for the demo moderator: texts, a document, a hidden profile, an appeal, a pair.

All of it is done as therapists and moderators do it, by the same actions, so that it is whole:
with its events, its lines of the audit and its mails.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import islice
from typing import Any

from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.models import User
from directory import pairs, reasons, wording_counts
from directory.actions import appeals, hiding, moderation, profiles
from directory.choices import DocumentFormat, EventKind, RevisionStatus
from directory.editing import content, drafts, progress
from directory.models import ProfileEvent, ProfileRevision, Therapist
from directory.querysets import TherapistQuerySet
from directory.uploads import documents

from .lists import read
from .profile import THERAPIST_EMAIL

#: Texts were sent one after the other, the oldest some days ago.
BETWEEN_TEXTS = timedelta(hours=5)


@cache
def words() -> dict[str, Any]:
    """What people have written, from work.yaml."""
    written: dict[str, Any] = read("work.yaml")
    return written


def add(*, colleague: User, now: datetime) -> Iterator[str]:
    """Says in a line each what was added; where there are few demo profiles, less is.

    `colleague` is a moderator, who has decided before: about an appeal somebody else decides.
    """
    # One iterator for all: no profile is taken twice.
    public = _public()
    yield _appealed(islice(public, 1), colleague)
    yield _hidden(islice(public, 1), colleague)
    yield _changed(islice(public, len(words()["changes"])), colleague, now)
    yield _new(public, now)
    yield pairs.look(now)


def _public() -> Iterator[Therapist]:
    """Without the one that people sign in to."""
    rows = Therapist.objects.public(timezone.localdate()).filter(is_demo=True)
    return _whole(rows.exclude(owner__email=THERAPIST_EMAIL))


def _whole(rows: TherapistQuerySet) -> Iterator[Therapist]:
    """Those who answer enough to send a text."""
    for therapist in rows.with_answers().select_related("owner").order_by("pk"):
        if not progress.missing(drafts.load(therapist).content, therapist):
            yield therapist


def _appealed(therapists: Iterable[Therapist], colleague: User) -> str:
    text = words()["appealed"]
    told = reasons.put_together(text["reasons"], text["note"])
    count = 0
    for therapist in therapists:
        _approve_what_is_listed(therapist, colleague)
        sent = _send(therapist, text["section"], {text["field"]: text["words"]})
        rejected = moderation.reject(
            sent.pk, version=sent.version, by=colleague, reasons=told, keys=text["reasons"]
        )
        appeals.appeal(therapist.pk, about=rejected, text=text["appeal"], by=therapist.owner)
        count += 1
    return f"Appeals against a decision: {count}"


def _hidden(therapists: Iterable[Therapist], colleague: User) -> str:
    text = words()["hidden"]
    count = 0
    for therapist in therapists:
        row = hiding.hide(therapist.pk, by=colleague, why=text["why"])
        hiding.reply(row.pk, text["reply"], by=therapist.owner)
        _add_copy(therapist)
        count += 1
    return f"Hidden profiles whose therapist has replied, with a document: {count}"


def _add_copy(therapist: Therapist) -> None:
    """A picture of a credential that is plainly none."""
    kind = therapist.credentials.all()[0].kind
    page = Image.new("RGB", (1200, 800), "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((40, 40, 1160, 760), outline="black", width=4)
    draw.text((100, 120), "SAMPLE", fill="black", font_size=120)
    draw.text((100, 320), "This is not a real credential.", fill="black", font_size=48)
    draw.text((100, 420), f"Demo data for {therapist.name}", fill="black", font_size=48)
    file = io.BytesIO()
    page.save(file, "PNG")
    documents.add(
        therapist,
        kind=kind,
        format=DocumentFormat.PNG,
        content=file.getvalue(),
    )


def _changed(therapists: Iterable[Therapist], colleague: User, now: datetime) -> str:
    count = 0
    for therapist, change in zip(therapists, words()["changes"], strict=False):
        count += 1
        _approve_what_is_listed(therapist, colleague)
        sent = _send(therapist, change["section"], {change["field"]: change["words"]})
        _backdate(sent, now - count * BETWEEN_TEXTS)
        wording_counts.recount(therapist, now)
    return f"Changed answers: {count}"


def _new(twins: Iterator[Therapist], now: datetime) -> str:
    """Every profile that waits to be listed gets a text to wait with. The first of them has the
    name and phone of somebody who is listed."""
    rows = Therapist.objects.awaiting_review().filter(is_demo=True)
    count = 0
    for therapist in _whole(rows):
        about = {"intro": f"{therapist.intro} {words()['new']}".strip()}
        if count == 0 and (twin := next(twins, None)):
            therapist.name, therapist.phone = twin.name, twin.phone
            therapist.save(update_fields=["name", "phone"])
        count += 1
        _backdate(_send(therapist, "about", about), now - count * BETWEEN_TEXTS)
    return f"New profiles: {count}"


def _approve_what_is_listed(therapist: Therapist, colleague: User) -> None:
    """Demo profiles come without the text that made them public, and a change is one of it."""
    at = therapist.published_at or therapist.created_at
    ProfileRevision.objects.create(
        therapist=therapist,
        number=1,
        status=RevisionStatus.APPROVED,
        content=content.read(therapist),
        saved_at=at,
        submitted_at=at,
        decided_at=at,
        decided_by=colleague,
    )


def _send(therapist: Therapist, section: str, answers: dict[str, str]) -> ProfileRevision:
    """As the therapist does it: the answers go into a draft, and the draft to the moderators."""
    draft = drafts.load(therapist)
    changed = {section: draft.content[section] | answers}
    profiles.save(therapist, by=therapist.owner, sections=changed, seen=drafts.seen(draft, changed))
    version = drafts.load(therapist).version
    profiles.submit(therapist, by=therapist.owner, version=version, agrees=True)
    return ProfileRevision.objects.get(therapist=therapist, status=RevisionStatus.SUBMITTED)


def _backdate(sent: ProfileRevision, at: datetime) -> None:
    ProfileRevision.objects.filter(pk=sent.pk).update(saved_at=at, submitted_at=at)
    events = ProfileEvent.objects.filter(therapist_number=sent.therapist_id)
    events.filter(kind=EventKind.SUBMITTED, revision=sent.number).update(happened_at=at)
