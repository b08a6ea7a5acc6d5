"""What the guides, the cards of care and the claim ledger answer to the site's search box."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sciatica_site.site_search import SearchGroup, SearchHit, SearchLink, SiteQuery

from .care_pages import tip_groups, treatments
from .models import Claim
from .search import MOST_HITS, best, whole


@dataclass(frozen=True)
class Spot:
    """A page, or a card of one, that a search can lead to."""

    name: str
    text: str
    url: str
    note: str


GUIDES: tuple[tuple[str, str | Promise, str | Promise], ...] = (
    (
        "articles:which-massage",
        gettext_lazy("Which massage may suit me?"),
        gettext_lazy("A few questions about your pain, your health and what you like."),
    ),
    (
        "articles:is-massage-safe",
        gettext_lazy("Is massage safe for me?"),
        gettext_lazy("Who should wait, ask a doctor first, or tell the massage therapist."),
    ),
    (
        "articles:tell-your-therapist",
        gettext_lazy("Tell your massage therapist"),
        gettext_lazy("A checklist to tick and print: health, medicines, allergies, wishes."),
    ),
    (
        "articles:get-medical-help",
        gettext_lazy("Get medical help"),
        gettext_lazy("What to do now, emergency numbers, and how to find a doctor."),
    ),
    (
        "articles:guidelines",
        gettext_lazy("Where guidelines disagree"),
        gettext_lazy("What national guidelines say about massage, exercise and other care."),
    ),
    (
        "articles:profile-words",
        gettext_lazy("What the words on profiles mean"),
        gettext_lazy("Credentials, checks, assessment, sessions, policies, access, comfort."),
    ),
)


def guides(query: SiteQuery) -> SearchGroup:
    """Guides and cards are part of the code: no query at all."""
    found = best(_spots(), query.text, lambda spot: (spot.name, spot.text))
    return SearchGroup(
        heading=_("Guides, tips and other treatments"),
        hits=[
            SearchHit(
                title=whole(spot.name, query.text),
                url=spot.url,
                summary=whole(spot.text, query.text),
                note=spot.note,
            )
            for spot in found[:MOST_HITS]
        ],
        total=len(found),
        links=[
            SearchLink(_("All self-care tips"), reverse("articles:self-care")),
            SearchLink(_("All other treatments"), reverse("articles:other-treatments")),
        ]
        if found
        else [],
    )


def claims(query: SiteQuery) -> SearchGroup:
    """What people say, found by their words or by ours."""
    found = best(
        Claim.objects.in_order().only("key", "said", "wording", "verdict", "grade"),
        query.text,
        lambda claim: (claim.said, claim.wording),
    )
    return SearchGroup(
        heading=_("Claims we checked"),
        hits=[
            SearchHit(
                title=whole(claim.said, query.text),
                url=claim.get_absolute_url(),
                summary=whole(claim.wording, query.text),
                note=str(claim.label),
            )
            for claim in found[:MOST_HITS]
        ],
        total=len(found),
        links=[SearchLink(_("All claims"), reverse("articles:claims"))] if found else [],
    )


@cache
def _spots() -> tuple[Spot, ...]:
    return tuple(_all_spots())


def _all_spots() -> Iterator[Spot]:
    for name, title, text in GUIDES:
        yield Spot(str(title), str(text), reverse(name), _("Guide"))
    for group in tip_groups():
        for tip in group.tips:
            url = f"{reverse('articles:self-care')}#tip-{tip.slug}"
            yield Spot(tip.name, tip.tip, url, _("Self-care tip"))
    for card in treatments():
        url = f"{reverse('articles:other-treatments')}#{card.slug}"
        yield Spot(card.name, card.what, url, _("Other treatment"))
