"""Assembles what the page of a result shows: names, reasons, sources, the search it leads to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.choices import FacetGroup
from directory.search import Catalogue

from .guide import Advice, Outcome, Status, Verdict, guide_rules
from .guide.filters import filters
from .guide.rules import Rule
from .models import Article, Reference
from .presenters import ArticleLink, ListedReference, listed


@dataclass(frozen=True)
class Reason:
    """A rule that fired. `sources` are number and key in the list of references."""

    id: str
    text: str
    grade: str
    sources: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class ShownTechnique:
    slug: str
    name: str
    url: str
    status: str
    label: str
    meaning: str
    tone: str
    why: tuple[Reason, ...] = ()
    limits: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class HeldBack:
    """Techniques that the same rules hold back in the same way."""

    label: str
    meaning: str
    techniques: list[ShownTechnique]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Pointer:
    """What to read or to do before anything else."""

    text: str
    rule: str
    url: str = ""
    articles: tuple[ArticleLink, ...] = ()


@dataclass(frozen=True)
class Result:
    """Two queries besides the catalogue: titles of articles, references."""

    advice: Advice
    catalogue: Catalogue

    @property
    def must_wait(self) -> bool:
        return self.advice.outcome is Outcome.WAIT

    @cached_property
    def suggested(self) -> list[ShownTechnique]:
        return self._shown(self.advice.suggested)

    @cached_property
    def held_back(self) -> list[HeldBack]:
        """The most cautious first; techniques with the same reasons stand together."""
        order = sorted(self.advice.held_back, key=_held_back_by)
        groups = [self._shown(group) for _by, group in groupby(order, key=_held_back_by)]
        return [
            HeldBack(shown[0].label, shown[0].meaning, shown, shown[0].limits)
            for shown in groups
            if shown
        ]

    @cached_property
    def light_otherwise(self) -> list[ShownTechnique]:
        return self._shown(self.advice.light_otherwise)

    @property
    def pointers(self) -> list[Pointer]:
        return [
            Pointer(
                rule.advice,
                rule.id,
                reverse(f"articles:{rule.page}") if rule.page else "",
                self._articles(rule.articles),
            )
            for rule in self.advice.suggestions
            if rule.advice
        ]

    @property
    def keep_in_mind(self) -> list[Reason]:
        """What holds for every type: notes of gates, and cautions that hold nothing back."""
        notes = [self._reason(gate, gate.note) for gate in self.advice.gates if gate.note]
        return notes + [self._reason(rule) for rule in self.advice.cautions if not rule.caps]

    @property
    def gates(self) -> list[Reason]:
        """Why everything has to wait."""
        return [self._reason(gate) for gate in self.advice.gates if gate.outcome is Outcome.WAIT]

    @property
    def evidence(self) -> str:
        return guide_rules().always.evidence

    @property
    def review_plan(self) -> tuple[str, ...]:
        return guide_rules().always.review_plan

    @property
    def review_plan_sources(self) -> tuple[tuple[int, str], ...]:
        return self._sources(guide_rules().always.review_plan_basis)

    @property
    def movement(self) -> Pointer:
        always = guide_rules().always
        return Pointer(always.movement, "", articles=self._articles(always.articles))

    @cached_property
    def filters(self) -> list[tuple[str, str, str]]:
        """Group, slug and label of the filters that the directory has."""
        found = ((group, self.catalogue.find(group, slug)) for group, slug in filters(self.advice))
        return [(group, value.slug, value.label) for group, value in found if value]

    @property
    def search_url(self) -> str:
        """Empty where massage has to wait."""
        if self.must_wait:
            return ""
        query = urlencode([(group, slug) for group, slug, _label in self.filters])
        return f"{reverse('directory:therapist-list')}?{query}"

    @cached_property
    def references(self) -> list[ListedReference]:
        return listed(Reference.objects.numbered(self._keys))

    @cached_property
    def _keys(self) -> list[str]:
        keys = [key for rule in self.advice.fired for key in rule.basis]
        return list(dict.fromkeys([*keys, *guide_rules().always.review_plan_basis]))

    @cached_property
    def _titles(self) -> dict[str, str]:
        """By slug, of what can be read."""
        wanted = {slug for rule in self.advice.suggestions for slug in rule.articles}
        wanted |= set(guide_rules().always.articles)
        public = Article.objects.published().filter(slug__in=wanted)
        return dict(public.values_list("slug", "title"))

    def _articles(self, slugs: Iterable[str]) -> tuple[ArticleLink, ...]:
        return tuple(
            ArticleLink(
                self._titles[slug], reverse("articles:article-detail", kwargs={"slug": slug})
            )
            for slug in slugs
            if slug in self._titles
        )

    def _shown(self, verdicts: Iterable[Verdict]) -> list[ShownTechnique]:
        """Only techniques that the vocabulary has now."""
        named = (
            (self.catalogue.find(FacetGroup.TECHNIQUE, one.technique), one) for one in verdicts
        )
        return [self._technique(value.label, one) for value, one in named if value]

    def _technique(self, name: str, verdict: Verdict) -> ShownTechnique:
        status = verdict.status or Status.GOOD_START
        label, meaning = words(status)
        return ShownTechnique(
            slug=verdict.technique,
            name=name,
            url=reverse("articles:technique-detail", kwargs={"slug": verdict.technique}),
            status=status.slug,
            label=label,
            meaning=meaning,
            tone="good" if status <= Status.COULD_SUIT else "caution",
            why=tuple(self._reason(rule) for rule in verdict.suggestions),
            limits=tuple(self._reason(rule) for rule in (*verdict.gates, *verdict.cautions)),
        )

    def _reason(self, rule: Rule, text: str = "") -> Reason:
        return Reason(rule.id, text or rule.message, rule.grade, self._sources(rule.basis))

    def _sources(self, keys: Sequence[str]) -> tuple[tuple[int, str], ...]:
        return tuple((self._numbers[key], key) for key in keys if key in self._numbers)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {reference.key: reference.number for reference in self.references}


def words(status: Status) -> tuple[str, str]:
    """What a status is called, and what it means for the visitor."""
    return {
        Status.GOOD_START: (_("Good start"), _("a gentle place to begin")),
        Status.COULD_SUIT: (_("Could suit"), _("worth a try if you like the idea")),
        Status.LIGHT_ONLY: (_("Light only"), _("keep the pressure light")),
        Status.ASK_FIRST: (_("Ask first"), _("talk to your doctor before you book it")),
        Status.WAIT: (_("Wait"), _("not now")),
    }[status]


def _held_back_by(verdict: Verdict) -> tuple[int, tuple[str, ...]]:
    rules = (*verdict.gates, *verdict.cautions)
    return -(verdict.status or 0), tuple(rule.id for rule in rules)
