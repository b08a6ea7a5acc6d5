"""Turns the Markdown of an article into what its page shows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from sciatica_site.markdown import render

from .citations import cited_keys, link_citations, without_citations
from .claim_labels import Label
from .claim_marks import labels_of, link_marks, named_claims, without_marks
from .directives import DIRECTIVES, fill

#: What articles are written in: the anchor of a heading is made of its words alone.
ARTICLE = replace(DIRECTIVES, anchor_text=lambda text: without_marks(without_citations(text)))
#: Headings of this level make the contents list.
CONTENTS_LEVEL = 2
#: What a page adds to the words of an article: numbers of references, evidence labels, how
#: urgent a card is, pictures.
ADDED = re.compile(
    r'<sup class="citation">.*?</sup>|(?<!\s)\s*<a class="claim-mark".*?</a>'
    r'|<p class="care__level">.*?</p>|<figure class="illustration".*?</figure>',
    re.DOTALL,
)


@dataclass(frozen=True)
class RenderedArticle:
    html: SafeString
    contents: list[dict[str, str]]
    keys: list[str]
    #: Keys of the claims it names, in the order of their first use.
    claims: list[str]
    word_count: int


def render_article(markdown: str, labels: Mapping[str, Label] | None = None) -> RenderedArticle:
    """The page's HTML, contents list, cited keys in order and number of words.

    Evidence labels of the claims that it names are looked up in one query unless they are given.
    """
    rendered = render(markdown, ARTICLE)
    keys, claims = cited_keys(markdown), named_claims(markdown)
    html = link_citations(rendered.html, {key: number for number, key in enumerate(keys, start=1)})
    html = link_marks(html, labels_of(claims) if labels is None else labels)
    return RenderedArticle(
        html=fill(html),
        contents=[
            {"id": heading.id, "text": without_marks(without_citations(heading.text))}
            for heading in rendered.headings
            if heading.level == CONTENTS_LEVEL
        ],
        keys=keys,
        claims=claims,
        word_count=count_words(rendered.html),
    )


def count_words(html: str) -> int:
    """Words as a reader counts them: no tags, no citations or marks, no lone punctuation."""
    return sum(1 for word in _without_tags(html).split() if re.search(r"\w", word))


def plain_text(html: str) -> str:
    """What a reader reads: no tags, nothing that the page added, single spaces."""
    return " ".join(unescape(_without_tags(html)).split())


def _without_tags(html: str) -> str:
    text = strip_tags(ADDED.sub("", html).replace("<", " <"))
    return without_marks(without_citations(text))
