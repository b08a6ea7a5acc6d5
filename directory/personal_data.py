"""All that the directory keeps about a person: given as a copy, and removed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet
from django.db.models.functions import Lower

from accounts.models import User

from .actions import inviting, listing
from .choices import LiveFact
from .editing import content, live
from .models import Invitation, ProfileEvent, Therapist

Rows = list[dict[str, Any]]

#: What the document of a profile does not say about its therapist.
_FACTS = (
    *("slug", "status", "created_at", "updated_at", "published_at", "confirmed_on"),
    *("consented_at", "consent_version", "is_demo"),
)

#: What was written down about a check; not who did it.
_OF_A_CHECK = (
    *("method", "number", "reference", "lookup_url", "result", "checked_on", "valid_until"),
    *("note", "made_at", "applied_at", "refused_at"),
)

#: What a list of a state board says about a credential.
_OF_A_LIST = (
    *("kind", "number", "listed_number", "listed_name", "listed_status", "is_active"),
    *("expires_on", "state", "made_at", "decided_at"),
)


def export(user: AbstractBaseUser) -> dict[str, Any]:
    """Everything about the person's profile as plain values, and what waits for them to begin one;
    empty without either.

    Documents and photos are listed with their days and sizes; the files themselves are on the
    pages of the therapist's own area.
    """
    assert isinstance(user, User)  # noqa: S101 (for the types: it is the only user model)
    therapist = Therapist.objects.owned_by(user).with_answers().first()
    waiting = _waiting_invitations(user)
    if therapist is None:
        return _plain({"waiting_invitations": waiting}) if waiting else {}
    return _plain(
        {
            "profile": _values(therapist, *_FACTS),
            "answers": content.read(therapist),
            "live_facts": {str(fact): live.read(therapist, fact) for fact in LiveFact},
            **_checks_and_points(therapist),
            **_history(therapist),
            **_decisions(therapist),
            **_files(therapist),
            **_upkeep(therapist),
            "waiting_invitations": waiting,
        }
    )


def erase_for(user: AbstractBaseUser) -> None:
    """Erase the person's profile and open invitations; the account is not ours to remove."""
    assert isinstance(user, User)  # noqa: S101 (as above)
    therapist = Therapist.objects.owned_by(user).first()
    if therapist is not None:
        listing.erase(therapist, by=user)
    for invitation in _invitations(user):
        inviting.decline(invitation)


def _waiting_invitations(user: User) -> Rows:
    """What a moderator's file says of the person, and until when it is kept."""
    return _all(_invitations(user), "email", "name", "invited_at", "delete_on", "content")


def _invitations(user: User) -> QuerySet[Invitation]:
    """Only at addresses that they have confirmed: typing somebody's address proves nothing."""
    confirmed = EmailAddress.objects.filter(user=user, verified=True)
    addresses = confirmed.values(folded=Lower("email"))
    return Invitation.objects.filter(accepted_at=None, email__in=addresses).order_by("pk")


def _checks_and_points(therapist: Therapist) -> dict[str, Rows]:
    """What the answers leave out: what we noted about credentials, and where a place is."""
    return {
        "checks_of_credentials": [
            {
                **_values(one, "title", "number", "verification", "checked_on", "good_until"),
                "records": _all(reversed(one.records.all()), *_OF_A_CHECK),
                "found_on_lists": _all(one.roster_proposals.all(), *_OF_A_LIST),
            }
            for one in therapist.credentials.prefetch_related("records", "roster_proposals")
        ],
        "points_on_the_map": [
            _values(one, "city", "latitude", "longitude") for one in therapist.locations.all()
        ],
    }


def _history(therapist: Therapist) -> dict[str, Rows]:
    events = ProfileEvent.objects.filter(therapist_number=therapist.pk).order_by("pk")
    return {
        "revisions": _all(
            therapist.revisions.order_by("number"),
            *("number", "status", "version", "based_on", "saved_at", "submitted_at"),
            *("decided_at", "reasons", "reason_keys", "content"),
        ),
        "unsaved_texts": _all(
            therapist.unsaved_texts.order_by("page"), "page", "typed_at", "was_sent", "data"
        ),
        "live_changes": _all(
            therapist.live_changes.order_by("pk"), "fact", "made_at", "before", "after"
        ),
        "events": _all(events, "happened_at", "kind", "revision", "fields"),
    }


def _decisions(therapist: Therapist) -> dict[str, Rows]:
    """What was said on both sides when the profile was hidden, and in appeals; never by whom."""
    return {
        "invitations": _all(
            Invitation.objects.filter(therapist=therapist), "invited_at", "accepted_at"
        ),
        "hidings": _all(
            therapist.hidings.order_by("pk"),
            *("hidden_at", "is_urgent", "why", "confirmed_at", "reply", "replied_at", "ended_at"),
        ),
        "appeals": [
            {
                "about": f"text {one.revision.number}" if one.revision else "hiding",
                **_values(one, "made_at", "text", "state", "decided_at", "answer"),
            }
            for one in therapist.appeals.select_related("revision")
            .defer("revision__content")
            .order_by("pk")
        ],
    }


def _files(therapist: Therapist) -> dict[str, Rows]:
    documents = therapist.documents.select_related("kind").order_by("pk")
    photos = therapist.photos.order_by("pk")
    return {
        "documents": [
            {
                "kind": one.kind.slug,
                **_values(one, "format", "size", "scan", "uploaded_at", "delete_on"),
            }
            for one in documents
        ],
        "photos": [
            {
                "is_public_one": one.pk == therapist.photo_id,
                **_values(one, "width", "height", "uploaded_at"),
            }
            for one in photos
        ],
    }


def _upkeep(therapist: Therapist) -> dict[str, Rows]:
    return {
        "reminders": _all(
            therapist.reminders.order_by("pk"), "kind", "about", "due_on", "queued_at"
        ),
        "links_in_mails": _all(therapist.upkeep_links.order_by("pk"), "expires_at", "used_at"),
        "daily_counts": _all(therapist.counts.order_by("day", "kind"), "day", "kind", "count"),
    }


def _all(rows: Iterable[Model], *names: str) -> Rows:
    return [_values(row, *names) for row in rows]


def _values(row: Model, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Days and times as text, as JSON has them."""
    plain: dict[str, Any] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return plain
