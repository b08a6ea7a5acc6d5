"""What people do themselves and what others can do for them, kept as data beside the code."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from .data_files import read_data
from .models import Article, Claim, Reference
from .presenters import ArticleLink, ListedReference, listed


@dataclass(frozen=True)
class Tip:
    """One thing to do or to leave; `claims` and `references` are keys, `article` is a slug."""

    slug: str
    name: str
    tip: str
    evidence: str
    do: tuple[str, ...] = ()
    dont: tuple[str, ...] = ()
    heard_in: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    article: str = ""


@dataclass(frozen=True)
class TipGroup:
    slug: str
    name: str
    tips: tuple[Tip, ...]


@dataclass(frozen=True)
class Treatment:
    """A neutral card about other care; its slug is that of the vocabulary's treatment."""

    slug: str
    name: str
    what: str
    who_offers: str
    benefits: str
    harms: str
    guidelines: str
    questions: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    article: str = ""


Card = Tip | Treatment


@dataclass(frozen=True)
class ShownCard:
    """A card with what it rests on; `article` is None where nothing more can be read."""

    card: Card
    claims: list[Claim]
    references: list[ListedReference]
    article: ArticleLink | None


@dataclass(frozen=True)
class Shown:
    """The cards of a page by slug, and the page's list of references."""

    cards: Mapping[str, ShownCard]
    references: list[ListedReference]


@cache
def tip_groups() -> tuple[TipGroup, ...]:
    """Read once per process: the file is part of the code."""
    return tuple(
        TipGroup(group["slug"], group["name"], tuple(Tip(**_frozen(tip)) for tip in group["tips"]))
        for group in read_data("self_care_tips")
    )


@cache
def treatments() -> tuple[Treatment, ...]:
    return tuple(Treatment(**_frozen(card)) for card in read_data("other_treatments"))


def show(cards: Sequence[Card]) -> Shown:
    """Look up everything that the cards name, in three queries; references are numbered in the
    order of their first use, and a claim that is left out is not shown."""
    claims = Claim.objects.stated().in_bulk(_named(cards, "claims"), field_name="key")
    references = listed(Reference.objects.numbered(_named(cards, "references")))
    articles = {
        article.slug: ArticleLink(article.title, article.get_absolute_url())
        for article in Article.objects.published()
        .filter(slug__in={card.article for card in cards})
        .only("slug", "title")
    }
    return Shown(
        cards={
            card.slug: ShownCard(
                card=card,
                claims=[claims[key] for key in card.claims if key in claims],
                references=[line for line in references if line.key in card.references],
                article=articles.get(card.article),
            )
            for card in cards
        },
        references=references,
    )


def _named(cards: Iterable[Card], field: str) -> list[str]:
    return list(dict.fromkeys(key for card in cards for key in getattr(card, field)))


def _frozen(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Lists as tuples: what all requests share must not be changed by one."""
    return dict(_items(entry))


def _items(entry: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in entry.items():
        yield name, tuple(value) if isinstance(value, list) else value
