"""Turns the Markdown of an article into what its page shows."""

import re
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from sciatica_site.markdown import render

from .citations import cited_keys, link_citations, without_citations

#: Headings of this level make the contents list.
CONTENTS_LEVEL = 2


@dataclass(frozen=True)
class RenderedArticle:
    html: SafeString
    contents: list[dict[str, str]]
    keys: list[str]
    #: Keys of the claims it names, in the order of their first use.
    claims: list[str]
    word_count: int


def render_article(markdown: str) -> RenderedArticle:
    """The page's HTML, contents list, cited keys in order and number of words."""
    rendered = render(markdown)
    keys = cited_keys(markdown)
    return RenderedArticle(
        html=link_citations(
            rendered.html, {key: number for number, key in enumerate(keys, start=1)}
        ),
        contents=[
            {"id": heading.id, "text": without_citations(heading.text)}
            for heading in rendered.headings
            if heading.level == CONTENTS_LEVEL
        ],
        keys=keys,
        claims=[],
        word_count=count_words(rendered.html),
    )


def count_words(html: str) -> int:
    """Words as a reader counts them: no tags, no citation marks, no lone punctuation."""
    return sum(1 for word in _without_tags(html).split() if re.search(r"\w", word))


def plain_text(html: str) -> str:
    """What a reader reads: no tags, no citation marks, single spaces."""
    return " ".join(unescape(_without_tags(html)).split())


def _without_tags(html: str) -> str:
    return without_citations(strip_tags(html.replace("<", " <")))
