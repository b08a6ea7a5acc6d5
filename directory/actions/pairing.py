"""Moderators look at two profiles that may be of one person, and say what they have found."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from directory import audited
from directory.models import PossiblePair
from directory.permissions import can_settle_pairs

from .refusals import Changed, Refused


@transaction.atomic
def set_apart(pair_id: int, *, shared: str, by: User) -> PossiblePair:
    """These are two people. It holds until they have something else in common than this person
    has seen: `shared`."""
    pair = _for(pair_id, by)
    rows = PossiblePair.objects.filter(pk=pair_id, shared=shared, settled_at=None)
    if rows.update(settled_at=timezone.now(), settled_by=by) != 1:
        raise Changed(_("These two were settled meanwhile, or have changed. Look at them again."))
    _write("profile.set-apart", pair, by)
    return pair


@transaction.atomic
def ask_again(pair_id: int, *, by: User) -> PossiblePair:
    """Somebody was too quick: the pair waits once more."""
    pair = _for(pair_id, by)
    rows = PossiblePair.objects.filter(pk=pair_id, settled_at__isnull=False)
    if rows.update(settled_at=None, settled_by=None) != 1:
        raise Changed(_("These two wait already."))
    _write("profile.pair-reopened", pair, by)
    return pair


def settle_by_hiding(pair_id: int, *, by: User) -> None:
    """One of them was hidden, which is on the record already: nothing is left to do here."""
    rows = PossiblePair.objects.filter(pk=pair_id, settled_at=None)
    rows.update(settled_at=timezone.now(), settled_by=by)


def _for(pair_id: int, by: User) -> PossiblePair:
    if not can_settle_pairs(by):
        raise PermissionDenied
    pair = PossiblePair.objects.select_related("first", "second").filter(pk=pair_id).first()
    if pair is None:
        raise Refused(_("This pair is gone: they have nothing in common any more."))
    if by.pk in (pair.first.owner_id, pair.second.owner_id):
        raise Refused(_("One of them is your own profile: somebody else has to decide about it."))
    return pair


def _write(kind: str, pair: PossiblePair, by: User) -> None:
    """A line for each of both, since each is looked for by its number."""
    for one, other in ((pair.first_id, pair.second_id), (pair.second_id, pair.first_id)):
        audited.profile(kind, one, by=by, part=f"profile {other}")
