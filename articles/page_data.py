"""What an article page shows of other rows, in the form in which it is stored with the article."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.urls import reverse

from .models import Article, Claim, Reference

#: Raised when the shapes below change: what is stored in another form is built again, not read.
FORM = 1


@dataclass(frozen=True)
class ArticleLink:
    title: str
    url: str


@dataclass(frozen=True)
class ListedReference:
    """One line of a reference list. `note` is empty or says how the source was read."""

    number: int
    key: str
    authors: str
    year: int | None
    title: str
    container: str
    url: str
    note: str


@dataclass(frozen=True)
class ListedClaim:
    """What people say, what this site says, and the evidence label that follows from the two."""

    key: str
    said: str
    wording: str
    label: str
    tone: str
    verdict: str

    @property
    def url(self) -> str:
        return f"{reverse('articles:claims')}#{self.key}"


@dataclass(frozen=True)
class Card:
    """An article as others point to it."""

    title: str
    url: str
    summary: str
    topic: str
    grade: str
    minutes: int


@dataclass(frozen=True)
class Place:
    """Where an article stands among the public ones of its topic."""

    number: int
    total: int
    previous: ArticleLink | None
    next: ArticleLink | None


@dataclass(frozen=True)
class Change:
    """One line of the history that readers see; `day` is written as 2026-05-22."""

    day: str
    note: str

    @property
    def date(self) -> datetime.date:
        return datetime.date.fromisoformat(self.day)


@dataclass(frozen=True)
class PageData:
    """`place` is empty for what is not public."""

    references: list[ListedReference] = field(default_factory=list)
    claims: list[ListedClaim] = field(default_factory=list)
    related: list[Card] = field(default_factory=list)
    place: Place | None = None
    changes: list[Change] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """Ready for JSON, and equal to what JSON gives back."""
        return {"form": FORM, **asdict(self)}


def is_readable(plain: Mapping[str, Any]) -> bool:
    """An article that was never refreshed has nothing, one of an older release another form."""
    return plain.get("form") == FORM


def read(plain: Mapping[str, Any]) -> PageData:
    return PageData(
        references=[ListedReference(**one) for one in plain["references"]],
        claims=[ListedClaim(**one) for one in plain["claims"]],
        related=[Card(**one) for one in plain["related"]],
        place=_place(plain["place"]),
        changes=[Change(**one) for one in plain["changes"]],
    )


def _place(plain: Mapping[str, Any] | None) -> Place | None:
    if plain is None:
        return None
    links = {name: plain[name] and ArticleLink(**plain[name]) for name in ("previous", "next")}
    return Place(**{**plain, **links})


def listed(references: Iterable[tuple[int, Reference]]) -> list[ListedReference]:
    return [
        ListedReference(
            number=number,
            key=reference.key,
            authors=reference.authors.removesuffix("."),  # the list ends each part with its own
            year=reference.year,
            title=reference.title,
            container=reference.container,
            url=reference.link,
            note=reference.reader_note,
        )
        for number, reference in references
    ]


def listed_claim(claim: Claim) -> ListedClaim:
    label = claim.label
    return ListedClaim(
        key=claim.key,
        said=claim.said,
        wording=claim.wording,
        label=str(label),
        tone=label.tone,
        verdict=str(claim.get_verdict_display()),
    )


def card(article: Article) -> Card:
    return Card(
        title=article.title,
        url=article.get_absolute_url(),
        summary=article.summary,
        topic=article.topic.title,
        grade=article.evidence_grade,
        minutes=article.reading_minutes,
    )


def link(article: Article) -> ArticleLink:
    return ArticleLink(article.title, article.get_absolute_url())
