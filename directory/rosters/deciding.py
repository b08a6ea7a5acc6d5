"""A person accepts or declines what a list proposes; only then it says anything about anybody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from directory import audited
from directory.actions import verifying
from directory.actions.guarding import in_turn
from directory.actions.refusals import Refused
from directory.choices import CheckMethod, ProposalKind, ProposalState
from directory.duplicates import plain_number
from directory.models import RosterProposal, VerificationRecord
from directory.permissions import can_check

from .matching import comparable, is_listed_name
from .proposals import result_of

#: What can be accepted for many at once: it claims nothing new and takes nothing away.
TOGETHER = (ProposalKind.CONFIRMS,)
MOST_TOGETHER = 200
#: The list had the number under the name of the profile.
NAMED = (ProposalKind.CONFIRMS, ProposalKind.CHANGED, ProposalKind.NOT_ACTIVE)


@transaction.atomic
def accept(proposal_id: int, *, by: User, asks_for_date: bool = False) -> VerificationRecord:
    """Writes the check that follows, as of the day of the list. Raises `Refused`."""
    proposal = _decide(proposal_id, ProposalState.ACCEPTED, by)
    credential = proposal.credential
    if plain_number(credential.number) != proposal.number:
        raise Refused(
            _("The profile has another number now. Decline this; the next list compares again.")
        )
    if not _is_still_compared(proposal):
        raise Refused(
            _(
                "The profile has another name, state or kind of credential now. Decline this; the"
                " next list compares again."
            )
        )
    record = verifying.check(credential.pk, by=by, asks_for_date=asks_for_date, **facts(proposal))
    _note("list.proposal-accepted", proposal, by)
    return record


def _is_still_compared(proposal: RosterProposal) -> bool:
    """Whether the list would find this credential, and its name, as it did: an approved text may
    have changed them since."""
    register, credential = proposal.roster_import.source.register, proposal.credential
    if not comparable(register).filter(pk=credential.pk).exists():
        return False
    name = credential.therapist.name
    return proposal.kind not in NAMED or is_listed_name(name, proposal.listed_name)


def facts(proposal: RosterProposal) -> dict[str, Any]:
    """What the check that follows says; `verifying.check` takes it, and a preview shows it."""
    register = proposal.roster_import.source.register
    is_alike = proposal.kind == ProposalKind.ALIKE
    said = (proposal.listed_number if is_alike else "", proposal.listed_status)
    return {
        "method": CheckMethod.ROSTER,
        "register": register,
        "lookup_url": register.lookup_url,
        "number": proposal.credential.number,
        "reference": ", ".join(part for part in said if part),
        "result": result_of(proposal),
        "checked_on": timezone.localdate(proposal.roster_import.begun_at),
        "valid_until": proposal.expires_on,
    }


@transaction.atomic
def decline(proposal_id: int, *, by: User) -> None:
    """The credential stays as it is. Raises `Refused`."""
    proposal = _decide(proposal_id, ProposalState.DECLINED, by)
    _note("list.proposal-declined", proposal, by)


def accept_together(proposal_ids: Iterable[int], *, by: User) -> tuple[int, list[str]]:
    """Each by itself, so that one that is refused stops no other: how many, and why not."""
    accepted, refusals = 0, []
    for proposal in RosterProposal.objects.filter(
        pk__in=list(proposal_ids)[:MOST_TOGETHER], kind__in=TOGETHER
    ).select_related("credential__therapist"):
        try:
            accept(proposal.pk, by=by)
        except (Refused, PermissionDenied) as refusal:
            why = str(refusal) or _("Nobody decides about their own profile.")
            refusals.append(f"{proposal.credential.therapist.name}: {why}")
        else:
            accepted += 1
    return accepted, refusals


def _decide(proposal_id: int, state: ProposalState, by: User) -> RosterProposal:
    """Of any number who try at once one gets through: it is a single conditional UPDATE.

    The profile is held before: whoever approves a text holds it as well and may then take the
    credential away, and with it this proposal.
    """
    if not can_check(by):
        raise PermissionDenied
    rows = RosterProposal.objects.filter(pk=proposal_id)
    for number in rows.values_list("credential__therapist", flat=True):
        in_turn(number)
    if rows.filter(credential__therapist__owner=by).exists():
        raise PermissionDenied
    still_open = rows.filter(state=ProposalState.OPEN)
    if still_open.update(state=state, decided_at=timezone.now(), decided_by=by) != 1:
        raise Refused(_why_not(proposal_id))
    return rows.select_related("credential__therapist", "roster_import__source__register").get()


def _why_not(proposal_id: int) -> str:
    proposal = RosterProposal.objects.filter(pk=proposal_id).first()
    if proposal is None:
        return _("This proposal is gone: the profile was erased or changed.")
    if proposal.state == ProposalState.OUTDATED:
        return _("A newer list has taken the place of this proposal.")
    return _("Somebody has decided about this already: %(state)s.") % {
        "state": proposal.get_state_display()
    }


def _note(kind: str, proposal: RosterProposal, by: User) -> None:
    register = proposal.roster_import.source.register
    audited.roster(
        kind,
        register.slug,
        by=by,
        part=f"credential {proposal.credential_id}, import {proposal.roster_import_id}",
        after=str(proposal.kind),
    )
