"""The therapists that an address names: who is listed, and what is to be said about the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory import shortlist
from directory.models import Therapist
from directory.querysets import TherapistQuerySet


@dataclass(frozen=True)
class Chosen:
    """`therapists` in the order of the address; `beyond` are those for whom a page has no room."""

    therapists: Sequence[Therapist]
    beyond: Sequence[Therapist]
    gone: int
    unreadable: int
    too_many: int

    @property
    def slugs(self) -> tuple[str, ...]:
        """Everybody who is listed, also those for whom this page has no room."""
        return tuple(therapist.slug for therapist in (*self.therapists, *self.beyond))

    @property
    def notes(self) -> list[str]:
        """One plain sentence for each thing that the address asked for and the page cannot show."""
        notes = []
        if self.gone:
            notes.append(_gone(self.gone))
        if self.unreadable:
            notes.append(_unreadable(self.unreadable))
        if self.too_many:
            notes.append(_too_many(self.too_many))
        if self.beyond:
            notes.append(_beyond(self.therapists, self.beyond))
        return notes


def choose(therapists: TherapistQuerySet, data: QueryDict, most: int = shortlist.MOST) -> Chosen:
    """Load whoever is in the address and in the set, which must hold public profiles only."""
    reading = shortlist.read(data)
    found = {one.slug: one for one in therapists.filter(slug__in=reading.slugs)}
    listed = [found[slug] for slug in reading.slugs if slug in found]
    return Chosen(
        therapists=listed[:most],
        beyond=listed[most:],
        gone=len(reading.slugs) - len(listed),
        unreadable=reading.unreadable,
        too_many=reading.beyond,
    )


def _gone(number: int) -> str:
    return ngettext(
        "One saved therapist is no longer listed.",
        "%(number)d saved therapists are no longer listed.",
        number,
    ) % {"number": number}


def _unreadable(number: int) -> str:
    return ngettext(
        "One entry of this address is not the name of a profile, so we left it out.",
        "%(number)d entries of this address are not names of profiles, so we left them out.",
        number,
    ) % {"number": number}


def _too_many(number: int) -> str:
    return ngettext(
        "A list holds %(most)d therapists. We left out one more.",
        "A list holds %(most)d therapists. We left out %(number)d more.",
        number,
    ) % {"number": number, "most": shortlist.MOST}


def _beyond(shown: Sequence[Therapist], beyond: Sequence[Therapist]) -> str:
    return _("This page has room for %(most)d. Left out: %(names)s.") % {
        "most": len(shown),
        "names": _(", ").join(one.name for one in beyond),
    }
