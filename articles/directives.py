"""The blocks between ::: lines of an article: care cards, do and don't lists, pictures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from sciatica_site.markdown import Dialect, fitting_level, parse

from .illustrations import figure, illustrations
from .text_problems import TextProblem

#: Levels of urgency, each with the class that a card of it has besides `care`.
CARE_CLASSES = {"emergency": "", "urgent": " care--caution", "soon": " care--quiet"}
ADVICE = ("do", "dont")
FORM = re.compile(
    rf"""\s* (?:
        (?P<care>care) \s+ (?P<level>{"|".join(CARE_CLASSES)}) \s+ (?P<heading>\S.*\bif:)
      | (?P<advice>{"|".join(ADVICE)})
      | (?P<figure>figure) \s+ (?P<key>[a-z0-9-]+)
    ) \s*""",
    re.VERBOSE,
)
CLOSED = re.compile(r"\s*:{3,}\s*")
#: What nobody would write but to begin or end a directive.
FENCE = re.compile(r"^[ \t]*:{3,}", re.MULTILINE)
#: The heading of the list says this already.
SAID_TWICE = re.compile(r"(?:do|don[’']?t|never)\b", re.IGNORECASE)
#: The beginning of a citation or of the mark of a claim.
BECOMES_A_LINK = re.compile(r"\[[@#]")
NAME = "directive"
OPEN, CLOSE = f"container_{NAME}_open", f"container_{NAME}_close"

#: Written here and filled by `fill` once the text is sanitized; Markdown cannot write either.
LEVEL_PLACE = re.compile(r'<p data-level="([a-z]+)"></p>')
FIGURE_PLACE = re.compile(r'<figure data-key="([a-z0-9-]+)"></figure>')


@dataclass(frozen=True, slots=True)
class Directive:
    """The first line of a block, understood; `words` is a heading, or the key of a picture."""

    name: str
    level: str
    words: str


def read(line: str) -> Directive | None:
    """None for what is not written as any directive is."""
    match = FORM.fullmatch(line)
    if match is None:
        return None
    name = match["care"] or match["advice"] or match["figure"]
    return Directive(name, match["level"] or "", match["heading"] or match["key"] or "")


def directives_plugin(markdown: MarkdownIt) -> None:
    """Any `::: words` block is read, so that a wrong one can be told from plain text."""
    container_plugin(
        markdown,
        NAME,
        validate=lambda words, markup: bool(words.strip()),
        render=lambda self, tokens, index, options, env: str(
            self.renderToken(tokens, index, options, env)
        ),
    )
    markdown.core.ruler.after("block", NAME, expand)


def expand(state: StateCore) -> None:
    """Give every block its element, its heading and the classes of its list."""
    tokens: list[Token] = []
    inside: list[Directive | None] = []
    level = 1
    for token in state.tokens:
        if token.type == "heading_open":
            level = fitting_level(token)
        if token.type == OPEN:
            directive = read(token.info)
            inside.append(directive)
            tokens += _opening(token, directive, level + 1)
        elif token.type == CLOSE:
            directive = inside.pop()
            token.hidden = directive is None
            token.tag = _tag(directive)
            tokens.append(token)
        elif not any(one and one.name == "figure" for one in inside):
            if token.type == "bullet_list_open" and inside and (directive := inside[-1]):
                token.attrSet("class", "care__signs" if directive.level else "advice__list")
            tokens.append(token)
    state.tokens = tokens


def _tag(directive: Directive | None) -> str:
    return "figure" if directive and directive.name == "figure" else "section"


def _opening(token: Token, directive: Directive | None, level: int) -> list[Token]:
    token.tag = _tag(directive)
    token.meta["directive"] = directive
    if directive is None:
        # Shown as it was written: whoever looks at the draft sees what is wrong.
        token.hidden = True
        return [token, *_words("p", "", f"{token.markup}{token.info}", token)]
    if directive.name == "figure":
        token.attrs = {"data-key": directive.words}
        return [token]
    if directive.name == "care":
        token.attrs = {
            "class": f"care{CARE_CLASSES[directive.level]}",
            "data-level": directive.level,
        }
        place = Token("care_level_open", "p", 1, attrs={"data-level": directive.level}, block=True)
        end = Token("care_level_close", "p", -1, block=True)
        return [
            token,
            place,
            end,
            *_words(f"h{level}", "care__heading", directive.words, token),
        ]
    token.attrs = {"class": f"advice advice--{directive.name}"}
    heading = gettext("Do") if directive.name == "do" else gettext("Don’t")
    return [token, *_words(f"h{level}", "advice__heading", heading, token)]


def _words(tag: str, css_class: str, text: str, above: Token) -> list[Token]:
    """No token of a heading: what a block is called is not part of the contents list."""
    start = above.map[0] if above.map else 0
    attrs: dict[str, str | int | float] = {"class": css_class} if css_class else {}
    line = [start, start + 1]
    return [
        Token("directive_words_open", tag, 1, attrs=attrs, block=True, map=line),
        Token("inline", "", 0, content=text, children=[], block=True, map=line),
        Token("directive_words_close", tag, -1, block=True),
    ]


DIRECTIVES = Dialect(
    plugins=(directives_plugin,),
    attributes={
        "section": frozenset({"class", "data-level"}),
        "figure": frozenset({"data-key"}),
        "p": frozenset({"data-level"}),
        "ul": frozenset({"class"}),
        **{f"h{level}": frozenset({"class"}) for level in (2, 3, 4, 5)},
    },
)


def fill(html: str) -> SafeString:
    """Sanitized HTML with the levels of care cards and the pictures, which are templates."""
    known = illustrations() if FIGURE_PLACE.search(html) else {}
    html = LEVEL_PLACE.sub(lambda match: _level(match[1]), html)
    html = FIGURE_PLACE.sub(
        lambda match: figure(known[match[1]]).strip() if match[1] in known else "", html
    )
    return mark_safe(html)  # noqa: S308 (sanitized, plus templates of ours)


def _level(level: str) -> str:
    return render_to_string("includes/_care_level.html", {"level": level}).strip()


def care_cards(text: str) -> list[int]:
    """The line of each care card."""
    return [
        token.map[0] + 1
        for token in parse(text, DIRECTIVES)
        if token.type == OPEN and token.map and (one := token.meta["directive"]) and one.level
    ]


def problems(text: str) -> Iterator[TextProblem]:
    """Every directive that is not written as it should be, with its line."""
    tokens = parse(text, DIRECTIVES)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    pictures: set[str] = set()
    for index, token in enumerate(tokens):
        if token.type == OPEN and token.map:
            inner = tokens[index + 1 : _end(tokens, index)]
            is_closed = token.map[1] < len(lines) and CLOSED.fullmatch(lines[token.map[1]])
            for message in _complaints(token, inner, bool(is_closed), pictures):
                yield TextProblem(token.map[0] + 1, message)
            directive: Directive | None = token.meta["directive"]
            if directive is not None:
                yield from _in_lists(directive, inner)
        elif token.type == "inline" and token.map and tokens[index - 1].type == "paragraph_open":
            for match in FENCE.finditer(token.content):
                line = token.map[0] + 1 + token.content.count("\n", 0, match.end())
                yield TextProblem(line, gettext("This “:::” closes nothing."))


def _end(tokens: Sequence[Token], start: int) -> int:
    """Where the block that begins at `start` is closed; the parser closes every one."""
    level = tokens[start].level
    return next(
        index
        for index in range(start, len(tokens))
        if tokens[index].type == CLOSE and tokens[index].level == level
    )


def _complaints(
    token: Token, inner: Sequence[Token], is_closed: bool, pictures: set[str]
) -> Iterator[str]:
    directive: Directive | None = token.meta["directive"]
    if token.level:
        yield gettext("A directive stands alone, not inside a list, a quotation or another one.")
    elif not is_closed:
        yield gettext("This directive is not closed by a line “:::”.")
    if directive is None:
        yield gettext(
            "“%(line)s” is no directive; write ::: care emergency, urgent or soon with a heading "
            "that ends in “if:”, ::: do, ::: dont or ::: figure with the key of a picture."
        ) % {"line": f"{token.markup}{token.info}".strip()}
    elif directive.name == "figure":
        if directive.words in pictures:
            yield gettext("The picture “%(key)s” is here twice.") % {"key": directive.words}
        elif directive.words not in illustrations():
            yield gettext("There is no picture “%(key)s”.") % {"key": directive.words}
        pictures.add(directive.words)
        # The parser drops what stands in a picture, so it is looked for by its lines.
        if token.map and token.map[1] - token.map[0] > 1:
            yield gettext("Nothing stands inside a picture: its words come with it.")
    else:
        yield from _about_contents(directive, inner)


def _about_contents(directive: Directive, inner: Sequence[Token]) -> Iterator[str]:
    kinds = {token.type for token in inner}
    if "list_item_open" not in kinds or "bullet_list_open" not in kinds:
        yield gettext("There is no list in it: write each line as “- …”.")
    if directive.level == "emergency" and any(_leads_away(token) for token in inner):
        yield gettext(
            "An emergency card has no links, citations or marks: nothing in it may lead away "
            "from calling for help."
        )


def _leads_away(token: Token) -> bool:
    children = token.children or ()
    return any(child.type == "link_open" for child in children) or bool(
        BECOMES_A_LINK.search(token.content)
    )


def _in_lists(directive: Directive, inner: Sequence[Token]) -> Iterator[TextProblem]:
    for index, token in enumerate(inner):
        if token.type != "list_item_open" or not token.map:
            continue
        after = inner[index + 1 : index + 3]
        words = after[1].content if len(after) == 2 and after[1].type == "inline" else ""
        if not words.strip():
            yield TextProblem(token.map[0] + 1, gettext("This line of the list is empty."))
        elif directive.name in ADVICE and SAID_TWICE.match(words):
            yield TextProblem(
                token.map[0] + 1,
                gettext("“Do” and “Don’t” are the heading: begin the line with another verb."),
            )
