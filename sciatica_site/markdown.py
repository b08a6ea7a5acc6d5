"""Turn Markdown into clean HTML and the list of its headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.anchors import anchors_plugin

HEADING_LEVELS = (2, 3, 4)
SCHEMES = {"http", "https", "mailto", "tel"}
EXTERNAL_REL = "nofollow noopener"
# Markdown aligns cells with style attributes, which the content security policy refuses.
# Numbers go to the right by class; other cells stay where the style sheet puts them.
NUMBER_STYLE, NUMBER_CLASS = "text-align:right", "table__number"

TAGS = {
    *("h2", "h3", "h4", "p", "ul", "ol", "li", "blockquote", "hr", "br"),
    *("strong", "em", "s", "code", "pre", "a"),
    *("div", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "a": {"href", "title", "rel"},
    "ol": {"start"},
    "div": {"class", "role", "tabindex", "aria-label", "aria-labelledby"},
    "table": {"class"},
    "th": {"class", "scope"},
    "td": {"class"},
}


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    html: SafeString
    headings: list[Heading]


@dataclass(frozen=True, eq=False)
class Dialect:
    """What a kind of text may hold beyond plain Markdown. Make it once: parsers are kept by it."""

    plugins: tuple[Callable[[MarkdownIt], None], ...] = ()
    #: What the plugins write and the sanitizer lets through: tags, each with its attributes.
    attributes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: What a heading's anchor is made of.
    anchor_text: Callable[[str], str] = str


PLAIN = Dialect()


def render(text: str, dialect: Dialect = PLAIN) -> Rendered:
    """HTML that needs no further escaping: raw HTML in the text comes out as text."""
    markdown = parser(dialect)
    tokens = markdown.parse(text)
    html = markdown.renderer.render(tokens, markdown.options, {})
    return Rendered(html=clean(html, dialect), headings=list_headings(tokens))


def parse(text: str, dialect: Dialect = PLAIN) -> list[Token]:
    """The parts of a text, for those who check it rather than show it."""
    return parser(dialect).parse(text)


def clean(html: str, dialect: Dialect = PLAIN) -> SafeString:
    """A second lock behind the parser's own; cleaning twice changes nothing."""
    more = dialect.attributes
    cleaned = nh3.clean(
        html,
        tags=TAGS.union(more),
        attributes=ATTRIBUTES | {tag: ATTRIBUTES.get(tag, set()) | more[tag] for tag in more},
        url_schemes=SCHEMES,
        # Set above, on external links only.
        link_rel=None,
    )
    return mark_safe(cleaned)  # noqa: S308 (nh3 has just removed all that is not listed)


@cache
def parser(dialect: Dialect = PLAIN) -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": True})
    markdown.enable(["table", "strikethrough", "replacements", "smartquotes"])
    # Pictures need a text alternative, a size and a credit: they come by template.
    markdown.disable("image")
    # Before the anchors, which look at the levels.
    markdown.core.ruler.push("levels", fit_heading_levels)
    markdown.use(
        anchors_plugin,
        min_level=HEADING_LEVELS[0],
        max_level=HEADING_LEVELS[-1],
        slug_func=lambda text: slug_of_heading(dialect.anchor_text(text)),
    )
    markdown.core.ruler.push("links", mark_external_links)
    markdown.core.ruler.push("tables", prepare_tables)
    markdown.add_render_rule("table_open", open_table)
    markdown.add_render_rule("table_close", close_table)
    markdown.validateLink = is_allowed_link  # type: ignore[method-assign]
    for plugin in dialect.plugins:
        markdown.use(plugin)
    return markdown


def fit_heading_levels(state: StateCore) -> None:
    """The page has its own h1, and nothing useful is deeper than h4."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{fitting_level(token)}"


def fitting_level(heading: Token) -> int:
    return min(max(int(heading.tag[1:]), HEADING_LEVELS[0]), HEADING_LEVELS[-1])


def slug_of_heading(text: str) -> str:
    return slugify(text) or "section"


def is_allowed_link(url: str) -> bool:
    """Our own paths and anchors, and addresses of the schemes above; never `//host`."""
    url = url.strip().lower()
    # Browsers read a backslash, which arrives here quoted, as a slash.
    if url.startswith(("//", "/\\", "\\", "/%5c", "%5c")):
        return False
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        return False
    return scheme in SCHEMES if scheme else True


def is_external(url: str) -> bool:
    host = urlsplit(url).netloc
    return bool(host) and host != urlsplit(settings.SITE_URL).netloc


def mark_external_links(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "link_open" and is_external(str(child.attrGet("href") or "")):
                child.attrSet("rel", EXTERNAL_REL)


def prepare_tables(state: StateCore) -> None:
    """Alignment as classes, header cells with a scope, and a name for the scroll area."""
    heading_id = ""
    for token in state.tokens:
        if token.type == "heading_open":
            heading_id = str(token.attrGet("id") or "")
        elif token.type == "table_open":
            token.meta["heading_id"] = heading_id
        elif token.type in {"th_open", "td_open"}:
            if token.attrs.pop("style", "") == NUMBER_STYLE:
                token.attrSet("class", NUMBER_CLASS)
            if token.type == "th_open":
                token.attrSet("scope", "col")


def open_table(
    renderer: object, tokens: Sequence[Token], index: int, options: object, env: object
) -> str:
    """A wide table scrolls in an area that the keyboard can reach, named by its heading."""
    heading_id = tokens[index].meta.get("heading_id", "")
    name = f'aria-labelledby="{heading_id}"' if heading_id else f'aria-label="{_("Table")}"'
    return f'<div class="table-scroll" tabindex="0" role="region" {name}><table class="table">\n'


def close_table(
    renderer: object, tokens: Sequence[Token], index: int, options: object, env: object
) -> str:
    return "</table></div>\n"


def list_headings(tokens: Sequence[Token]) -> list[Heading]:
    return [
        Heading(
            level=int(token.tag[1:]),
            id=str(token.attrGet("id")),
            text="".join(plain_text(tokens[index + 1])),
        )
        for index, token in enumerate(tokens)
        if token.type == "heading_open" and token.attrGet("id")
    ]


def plain_text(inline: Token) -> list[str]:
    return [
        child.content
        for child in inline.children or ()
        if child.type in {"text", "code_inline", "text_special"}
    ]
