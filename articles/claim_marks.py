"""Turns [#C58] in an article into links that say how sure the research is."""

import re
from collections.abc import Iterable, Iterator, Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from .blocks import blocks
from .citations import TAG, cited_keys, without_citations
from .claim_labels import Label
from .models import Claim
from .models.claim import KEY_PATTERN
from .text_problems import TextProblem

#: [#C58] or [#C58; #C59]
MARK = re.compile(rf"\[#(?P<keys>{KEY_PATTERN}(?:\s*;\s*#{KEY_PATTERN})*)\](?!\()")
SPACED = re.compile(rf"(?<!\s)\s*{MARK.pattern}")
#: What was probably meant as a mark. Anything of this shape that is not one is an error.
LOOKS_LIKE_A_MARK = re.compile(r"\[\s*#[^\]\n]*(?:\]\(?)?")

#: Words that say what something does to people, or how sure that is: patterns over whole words.
#: A block that cites a reference and holds one of them states a claim of the ledger.
EFFECT_WORDS = (
    r"eas(?:e|es|ed|ing)",
    r"reliefs?|reliev(?:e|es|ed|ing)",
    r"reduc(?:e|es|ed|ing|tions?)",
    # "Lower back" and "a lower leg" are places.
    r"lower(?:s|ed|ing)|(?:to|may|might|can|could|will|would|not) lower",
    r"improv(?:e|es|ed|ing|ements?)",
    # "Get help" and "ask for help" say what to do.
    r"help(?:s|ed|ful)|(?:to|may|might|can|could|will|would|did|does|do|not|also) help",
    r"heal(?:s|ed|ing)?",
    r"cur(?:e|es|ed|ing)",
    r"increas(?:e|es|ed|ing)",
    r"releas(?:e|es|ed|ing)",
    r"boost(?:s|ed|ing)?",
    r"prevent(?:s|ed|ing|ion)?",
    r"protect(?:s|ed|ing)?",
    r"benefit(?:s|ed)?",
    r"beat(?:s|en)?",
    r"better|worse|worsen(?:s|ed|ing)?",
    r"(?:un)?shown|proven|proves?|proof",
    r"effects?|(?:in)?effective",
    r"safe(?:r|ly|ty)?|unsafe",
    r"harm(?:s|ed|ful|less)?",
    r"risk(?:s|y|ier)?",
)
EFFECT = re.compile(rf"\b(?:{'|'.join(EFFECT_WORDS)})\b", re.IGNORECASE)


def _keys(match: re.Match[str]) -> list[str]:
    return [part.strip().removeprefix("#") for part in match["keys"].split(";")]


def named_claims(text: str) -> list[str]:
    """The key of each claim that a text names, once, in the order of first use."""
    return list(dict.fromkeys(key for match in MARK.finditer(text) for key in _keys(match)))


def labels_of(keys: Iterable[str]) -> dict[str, Label]:
    """What the ledger in the database says of these claims. The one place here that reads it."""
    wanted = list(keys)
    if not wanted:
        return {}
    return {claim.key: claim.label for claim in Claim.objects.stated().filter(key__in=wanted)}


def problems(text: str, ledger: Mapping[str, str]) -> Iterator[TextProblem]:
    """Every mark that is malformed, or names a claim that the ledger does not have or leaves out.

    `ledger` has the wording of each claim by its key; a claim without wording is left out.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        for candidate in LOOKS_LIKE_A_MARK.finditer(line):
            match = MARK.fullmatch(candidate[0])
            if match is None:
                yield TextProblem(
                    number,
                    gettext("“%(mark)s” names no claim; write [#C58] or [#C58; #C59].")
                    % {"mark": candidate[0]},
                )
                continue
            for key in _keys(match):
                if key not in ledger:
                    yield TextProblem(
                        number, gettext("There is no claim “%(key)s”.") % {"key": key}
                    )
                elif not ledger[key]:
                    yield TextProblem(
                        number,
                        gettext("Claim “%(key)s” is left out on purpose: no article may state it.")
                        % {"key": key},
                    )


def unlabeled(text: str) -> Iterator[TextProblem]:
    """Every block with a citation and an effect word that names no claim."""
    for block in blocks(text):
        if not cited_keys(block.source) or named_claims(block.source):
            continue
        if word := EFFECT.search(without_citations(block.text)):
            yield TextProblem(
                block.line,
                gettext("It says “%(word)s” and cites a source, but names no claim; add [#C…].")
                % {"word": word[0]},
            )


def without_marks(text: str) -> str:
    return SPACED.sub("", text)


def link_marks(html: str, labels: Mapping[str, Label]) -> SafeString:
    """Sanitized HTML with each mark as links to `#claim-<key>` that say the evidence label.

    Works between the tags only, as `link_citations` does, and for the same reasons. A claim
    without a label, such as one whose wording was taken back, leaves nothing: readers cannot mend
    it, and the checks show it to those who can.
    """

    def linked(match: re.Match[str]) -> str:
        keys = [key for key in _keys(match) if key in labels]
        links = format_html_join(" ", "{}", ((_link(key, labels[key]),) for key in keys))
        return f" {links}" if links else ""

    parts = TAG.split(html)
    parts[::2] = [SPACED.sub(linked, text) for text in parts[::2]]
    return mark_safe("".join(parts))  # noqa: S308 (sanitized, plus format_html)


def _link(key: str, label: Label) -> SafeString:
    return format_html(
        '<a class="claim-mark" data-claim="{key}" href="#claim-{key}">'
        '<span class="visually-hidden">{name}: </span>{label}</a>',
        key=key,
        name=gettext("Claim %(key)s") % {"key": key},
        label=label.text,
    )
