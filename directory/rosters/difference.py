"""Says in sentences where a profile and a list differ, for whoever decides about a proposal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from directory.choices import ProposalKind
from directory.duplicates import plain_number
from directory.models import RosterProposal

from .alike import letters_left_out
from .matching import is_listed_name


def remarks(proposal: RosterProposal) -> list[str]:
    """For one whose number is written differently; others say it by their kind."""
    if proposal.kind != ProposalKind.ALIKE:
        return []
    here, there = letters_left_out(proposal.number, proposal.listed_number)
    found = [
        _("The list writes the number without %(letters)s.") % {"letters": here}
        if here
        else _("The list writes the number with %(letters)s before it.") % {"letters": there}
    ]
    if not is_listed_name(proposal.credential.therapist.name, proposal.listed_name):
        found.append(_("Only the surname is the same. Is this the same person?"))
    return found


def has_other_number(proposal: RosterProposal) -> bool:
    """Whether the profile has changed its number since the list was read."""
    return plain_number(proposal.credential.number) != proposal.number
