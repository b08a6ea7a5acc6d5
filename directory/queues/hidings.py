"""The piles of work about hidden profiles and appeals."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from directory import hidings
from directory.choices import AppealState
from sciatica_site.attention import counted
from sciatica_site.hooks import QueueCount, Viewer


def hidings_waiting(viewer: Viewer) -> QueueCount:
    return QueueCount(
        label=_("Hidden profiles waiting for a second look"),
        url=waiting_url(),
        permission="directory.change_hiding",
        rank=12,
        **counted(hidings.of_others(hidings.waiting(), viewer), "hidden_at"),
    )


def appeals_waiting(viewer: Viewer) -> QueueCount:
    return QueueCount(
        label=_("Appeals against a decision"),
        url=f"{reverse('admin:directory_appeal_changelist')}?state__exact={AppealState.OPEN}",
        permission="directory.change_appeal",
        rank=14,
        **counted(hidings.of_others(hidings.appeals_waiting(), viewer), "made_at"),
    )


def waiting_url() -> str:
    return f"{reverse('admin:directory_hiding_changelist')}?second_look=waiting"
