"""Examples of the Markdown of articles, with what they look like."""

from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.choices import ClaimGrade, Verdict
from articles.claim_labels import label_of
from articles.illustrations import Illustration, illustrations
from articles.rendering import render_article


@dataclass(frozen=True)
class Example:
    title: str | Promise
    source: str
    html: SafeString


#: The claim that the examples name; it need not be in the ledger.
CLAIM = "C07"
SOURCES: tuple[tuple[str | Promise, str], ...] = (
    (_("Headings; the second level makes the contents list"), "## In short\n\n### A smaller part"),
    (
        _("Stress, lists"),
        "**Strong** words, *stressed* words.\n\n- one\n- two\n\n1. first\n2. second",
    ),
    (
        _("Links: pages of this site begin with “/”"),
        "See [warning signs](/warning-signs/) and [the trial](https://doi.org/10.1000/1).",
    ),
    (
        _("A citation, and the claim of the ledger that the sentence states"),
        f"Massage may ease back pain for a while. [@Key2020] [#{CLAIM}]",
    ),
    (
        _("A care card: emergency, urgent or soon; its heading ends in “if:”"),
        "::: care urgent See a doctor today if:\n- your foot drops when you walk\n:::",
    ),
    (_("What to do"), "::: do\n- use a warm pack\n:::"),
    (_("What not to do"), "::: dont\n- put heat on numb skin\n:::"),
    (
        _("A table; numbers go to the right by “--:”"),
        "| Study | People |\n| --- | --: |\n| First trial | 59 |",
    ),
)


@dataclass(frozen=True)
class Help:
    examples: list[Example]
    pictures: list[Illustration]


@cache
def markdown_help() -> Help:
    """Rendered once per process by the very code that renders articles."""
    labels = {CLAIM: label_of(Verdict.PARTLY, ClaimGrade.LOW)}
    return Help(
        examples=[
            Example(title, source, render_article(source, labels).html) for title, source in SOURCES
        ],
        pictures=list(illustrations().values()),
    )
