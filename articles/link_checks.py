"""Finds links of an article that lead nowhere on this site."""

from collections.abc import Container, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext
from markdown_it.token import Token

from sciatica_site.markdown import parse

from .directives import BECOMES_A_LINK
from .rendering import ARTICLE
from .text_problems import TextProblem

#: The slugs that exist, by the name of the URL that shows one. Pages that are not named here
#: only have to be an address that the site knows.
Slugs = Mapping[str, Container[str]]


def problems(text: str, slugs: Slugs) -> Iterator[TextProblem]:
    """Every link to a page of ours, or to a part of this text, that does not exist."""
    tokens = parse(text, ARTICLE)
    anchors = {token.attrGet("id") for token in tokens if token.type == "heading_open"}
    for line, target in _targets(tokens):
        if message := _complaint(target, slugs, anchors):
            yield TextProblem(line, message % {"link": target})
    for line, words in _words_of_links(tokens):
        if BECOMES_A_LINK.search(words):
            yield TextProblem(
                line, gettext("A citation or a mark becomes a link: write it after the other link.")
            )


def _targets(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                yield (token.map[0] + 1 if token.map else 1), str(child.attrGet("href") or "")


def _words_of_links(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    """Links cannot hold links, so that between a beginning and an end there is one of them."""
    for token in tokens:
        words: list[str] | None = None
        for child in token.children or ():
            if child.type == "link_open":
                words = []
            elif child.type == "link_close" and words is not None:
                yield (token.map[0] + 1 if token.map else 1), "".join(words)
                words = None
            elif words is not None:
                words.append(child.content)


def _complaint(target: str, slugs: Slugs, anchors: Container[object]) -> str:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        if parts.netloc == urlsplit(settings.SITE_URL).netloc:
            return gettext("“%(link)s” is a page of this site: write it from its first “/”.")
        return ""
    if not parts.path:
        is_here = unquote(parts.fragment) in anchors
        return "" if is_here else gettext("“%(link)s” leads to no heading of this text.")
    if not parts.path.startswith("/"):
        return gettext("“%(link)s” leads nowhere: begin pages of this site with “/”.")
    return "" if exists(parts.path, slugs) else gettext("There is no page “%(link)s”.")


def exists(path: str, slugs: Slugs) -> bool:
    try:
        page = resolve(unquote(path))
    except Resolver404:
        return False
    known = slugs.get(page.view_name)
    return known is None or page.kwargs.get("slug") in known
