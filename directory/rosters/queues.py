"""The pile of proposals from lists of boards."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.choices import ProposalState
from directory.models import RosterProposal
from sciatica_site.hooks import QueueCount, Viewer


def proposals_waiting(viewer: Viewer) -> QueueCount:
    waiting = RosterProposal.objects.filter(state=ProposalState.OPEN)
    found = waiting.aggregate(count=Count("pk"), oldest=Min("made_at"))
    return QueueCount(
        label=_("What lists of boards say about credentials"),
        count=found["count"],
        oldest=found["oldest"],
        url=f"{reverse('admin:directory_rosterproposal_changelist')}?state=open",
        permission="directory.change_rosterproposal",
        rank=40,
    )
