"""Numbers about the directory as a whole: who is listed, how current it is, how we decide."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sciatica_site.figures import duration, median, share, told
from sciatica_site.hooks import Figure, FigureGroup, FigureTable

from . import search_misses
from .choices import AppealState, RevisionStatus
from .freshness import CONFIRMED_FOR
from .models import Appeal, Credential, PracticeLocation, ProfileRevision, Therapist
from .places.states import STATES
from .search import load_catalogue

#: What gives somebody leave to practice, or comes closest to it where no law asks for it.
LICENSES = ("state-license", "state-registration", "state-certification", "provincial-registration")
#: How far back decisions are looked at.
LOOK_BACK = timedelta(days=90)
DECISIONS = (RevisionStatus.APPROVED, RevisionStatus.CHANGES_ASKED, RevisionStatus.REJECTED)


def listed(today: date) -> FigureGroup:
    """In one query."""
    license_checked = Credential.objects.checked_and_in_date(today).filter(
        therapist=OuterRef("pk"), kind__slug__in=LICENSES
    )
    counts = Therapist.objects.public(today).aggregate(
        all=Count("pk"),
        confirmed=Count("pk", filter=Q(confirmed_on__gte=today - CONFIRMED_FOR)),
        checked=Count("pk", filter=Exists(license_checked)),
    )
    of_all = _("of all who are listed")
    return FigureGroup(
        _("Who is listed"),
        (
            Figure(_("Massage therapists on the list"), told(counts["all"])),
            Figure(
                _("Confirmed their facts in the last 90 days"),
                share(counts["confirmed"], counts["all"]),
                of_all,
            ),
            Figure(
                _("Have a license or registration that we have checked"),
                share(counts["checked"], counts["all"]),
                _("of all who are listed; the check is not older than a year"),
            ),
        ),
    )


def decided(today: date) -> FigureGroup:
    """What moderators made of texts that therapists sent, and how long that took."""
    start = today - LOOK_BACK
    rows = ProfileRevision.objects.filter(
        decided_at__date__gt=start, submitted_at__isnull=False, status__in=DECISIONS
    ).order_by()
    by_status = dict(rows.values_list("status").annotate(number=Count("pk")))
    number = sum(by_status.values())
    appeals = Appeal.objects.filter(decided_at__date__gt=start).aggregate(
        all=Count("pk", filter=Q(state__in=(AppealState.GRANTED, AppealState.DENIED))),
        granted=Count("pk", filter=Q(state=AppealState.GRANTED)),
    )
    return FigureGroup(
        _("How we decide"),
        (
            Figure(_("Texts of therapists that we decided about"), told(number), _lately()),
            Figure(
                _("Half of them waited no longer than"),
                duration(median(rows, "submitted_at", "decided_at")),
                _lately(),
            ),
            Figure(_("Approved"), share(by_status.get(RevisionStatus.APPROVED, 0), number)),
            Figure(
                _("Sent back with a request for changes"),
                share(by_status.get(RevisionStatus.CHANGES_ASKED, 0), number),
            ),
            Figure(_("Rejected"), share(by_status.get(RevisionStatus.REJECTED, 0), number)),
            Figure(
                _("Appeals decided by a second moderator"),
                told(appeals["all"]),
                _lately(),
            ),
            Figure(
                _("Appeals in which the therapist was right"),
                share(appeals["granted"], appeals["all"]),
                _lately(),
            ),
        ),
    )


def by_state(today: date) -> FigureTable:
    """Whoever works in two states counts in both."""
    rows = PracticeLocation.objects.filter(therapist__in=Therapist.objects.public(today))
    numbers = rows.order_by().values_list("state").annotate(n=Count("therapist", distinct=True))
    return FigureTable(
        "states",
        _("Profiles by state"),
        (_("State"), _("Profiles")),
        tuple(
            (STATES.get(state, state), number)
            for state, number in sorted(numbers, key=lambda row: (-row[1], row[0]))
        ),
    )


def missed(today: date) -> FigureTable:
    """Where to look for therapists, and what to write about."""
    catalogue = load_catalogue()
    rows = []
    for miss in search_misses.since(today - LOOK_BACK):
        group, _colon, value = miss.need.partition(":")
        found = catalogue.find(group, value)
        need = found.label if found else miss.need
        rows.append((miss.place or _("Anywhere"), need or _("Anybody"), miss.count))
    return FigureTable(
        "misses",
        _("Searches that found nobody"),
        (_("Place"), _("Need"), _("Searches")),
        tuple(rows),
        ngettext(
            "Of the last three months; only what was searched at least %(least)d time.",
            "Of the last three months; only what was searched at least %(least)d times.",
            search_misses.LEAST_TOLD,
        )
        % {"least": search_misses.LEAST_TOLD},
    )


def _lately() -> str:
    return _("in the last 90 days")
