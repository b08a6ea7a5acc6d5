"""Finds the claims that a reader asks for, and puts them in the order of their page."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Prefetch, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .choices import ClaimGrade, ClaimSection, Verdict
from .models import Article, Claim, Reference
from .page_data import ListedReference, listed
from .querysets import ClaimQuerySet

#: The correction that people ask about most stands first: what a study of 2014 showed.
FIRST_CORRECTION = "C44"
LONGEST_WORDS = 100
LONGEST_SHOWN = 40
#: What no text holds, and some databases cannot even be asked about.
_UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd]+")
_INITIALS = re.compile(r"\s+[A-Z]{1,4}$")


class Used(TextChoices):
    """Whether an article that anyone may read states the claim."""

    YES = "yes", _("An article states it")
    NO = "no", _("No article states it")


@dataclass(frozen=True)
class Select:
    """One choice of the form, with what it is called and what it is called in a sentence."""

    name: str
    label: str | Promise
    any_label: str | Promise
    choices: type[TextChoices]


SELECTS = (
    Select("section", _("About"), _("Everything"), ClaimSection),
    Select("verdict", _("Verdict"), _("Any verdict"), Verdict),
    Select("grade", _("Certainty of the evidence"), _("Any certainty"), ClaimGrade),
    Select("used", _("In our articles"), _("Either way"), Used),
)


@dataclass(frozen=True)
class Wanted:
    """What a reader asked for; `chosen` is by the name of the select, `notes` say what was not
    understood."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    q: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_anything(self) -> bool:
        return bool(self.chosen or self.q)

    def fits(self, shown: "ShownClaim") -> bool:
        claim = shown.claim
        values = {
            "section": claim.section,
            "verdict": claim.verdict,
            "grade": claim.grade,
            "used": Used.YES if shown.articles else Used.NO,
        }
        if any(values[name] != value for name, value in self.chosen.items()):
            return False
        text = f"{claim.key} {claim.said} {claim.wording} {claim.mismatch}".casefold()
        return all(word in text for word in self.q.casefold().split())


def parse(data: Mapping[str, str]) -> Wanted:
    """Read the address; what is unknown is left out, and said."""
    chosen: dict[str, str] = {}
    notes: list[str] = []
    for select in SELECTS:
        value = _readable(data.get(select.name, ""))
        if value in select.choices.values:
            chosen[select.name] = value
        elif value:
            notes.append(
                gettext("“%(value)s” is not a choice under “%(name)s”, so we left it out.")
                % {"value": _short(value), "name": select.label}
            )
    q = _readable(data.get("q", ""))
    if len(q) > LONGEST_WORDS:
        q = q[:LONGEST_WORDS].strip()
        notes.append(
            gettext("That is too long. We looked for the first %(count)s characters.")
            % {"count": LONGEST_WORDS}
        )
    return Wanted(chosen, q, tuple(notes))


def _readable(value: str) -> str:
    return " ".join(_UNREADABLE.sub(" ", value).split())


def _short(value: str) -> str:
    return value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…"


@dataclass(frozen=True)
class ShownClaim:
    """A claim with what belongs to it; `articles` are those that anyone may read."""

    claim: Claim
    references: list[Reference]
    articles: list[Article]

    @property
    def sources(self) -> list[tuple[str, str]]:
        """What each source is called in short, and where it is."""
        return [(short_name(reference), reference.link) for reference in self.references]

    @property
    def cited(self) -> list[tuple[str, str]]:
        """What each source is called in short, and its key in the list of references."""
        return [(short_name(reference), reference.key) for reference in self.references]

    @property
    def certainty(self) -> str:
        """The grade with its note; where there is nothing to grade, the note alone says so."""
        claim = self.claim
        if claim.grade == ClaimGrade.NOT_GRADED and claim.grade_note:
            return claim.grade_note
        return ". ".join(part for part in (claim.get_grade_display(), claim.grade_note) if part)

    @property
    def heard_in(self) -> str:
        return ", ".join(self.claim.heard_in.split())


@dataclass(frozen=True)
class Shelf:
    """The claims of one section."""

    slug: str
    heading: str
    claims: list[ShownClaim]

    @property
    def anchor(self) -> str:
        return f"about-{self.slug}"


@dataclass(frozen=True)
class Ledger:
    """The claims that were asked for, of all there are."""

    wanted: Wanted
    shelves: list[Shelf]
    shown: int
    total: int

    @property
    def selects(self) -> list[tuple[Select, list[tuple[str, str, bool]]]]:
        """Each choice with its options: value, label, whether it is chosen."""
        return [
            (
                select,
                [
                    ("", str(select.any_label), select.name not in self.wanted.chosen),
                    *(
                        (value, str(label), self.wanted.chosen.get(select.name) == value)
                        for value, label in select.choices.choices
                    ),
                ],
            )
            for select in SELECTS
        ]


@dataclass(frozen=True)
class Corrections:
    """What people say that the sources do not bear out, and all of those sources, numbered."""

    shelves: list[Shelf]
    total: int
    references: list[ListedReference]


def ledger(wanted: Wanted) -> Ledger:
    """Three queries, whatever is asked for: the ledger is short enough to be read whole."""
    everything = [_shown(claim) for claim in _complete(Claim.objects.all())]
    found = [shown for shown in everything if wanted.fits(shown)]
    return Ledger(wanted, _shelves(found), shown=len(found), total=len(everything))


def corrections() -> Corrections:
    """The one that people ask about most, then the others in the order of the ledger."""
    shown = [_shown(claim) for claim in _complete(Claim.objects.corrections())]
    first = [one for one in shown if one.claim.key == FIRST_CORRECTION]
    others = [one for one in shown if one.claim.key != FIRST_CORRECTION]
    shelves = _shelves(others)
    if first:
        shelves.insert(0, Shelf("first", gettext("A study that is often misread"), first))
    in_order = [reference for one in (*first, *others) for reference in one.references]
    unique = list({reference.pk: reference for reference in in_order}.values())
    return Corrections(shelves, len(shown), listed(enumerate(unique, start=1)))


def _complete(claims: ClaimQuerySet) -> ClaimQuerySet:
    """With what a page shows of them, in three queries."""
    readable = Article.objects.published().only("slug", "title").in_reading_order()
    return (
        claims.in_order()
        .with_references()
        .prefetch_related(Prefetch("articles", queryset=readable))
    )


def _shown(claim: Claim) -> ShownClaim:
    return ShownClaim(claim, list(claim.references.all()), list(claim.articles.all()))


def _shelves(shown: Iterable[ShownClaim]) -> list[Shelf]:
    """By section: a claim that came later stands at the end of its section."""
    sections = ClaimSection.values
    in_order = sorted(shown, key=lambda one: sections.index(one.claim.section))
    return [
        Shelf(section, str(ClaimSection(section).label), list(group))
        for section, group in groupby(in_order, key=lambda one: one.claim.section)
    ]


def short_name(reference: Reference) -> str:
    """The source in two or three words, such as “Koes et al. 2007”."""
    names = [_INITIALS.sub("", name.strip()) for name in re.split(r"[,;]", reference.authors)]
    names = [name for name in names if name]
    if not names:
        return reference.title
    others = {1: "", 2: f" {gettext('and')} {names[-1]}"}.get(len(names), " et al.")
    return f"{names[0]}{others} {reference.year or ''}".strip()
