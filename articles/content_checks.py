"""Checks the article files against the house rules about claims and wording."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from .citations import cited_keys, problems
from .importing.reading import RawArticle
from .rendering import render_article

FEWEST_WORDS = 600
MOST_WORDS = 1_100

#: What the site never says, and what to say instead.
BANNED: dict[str, str] = {
    r"cur(?:e|es|ed|ing|ative)": "may ease",
    r"heal(?:s|ed|ing)?(?! care\b)": "may ease",
    r"miracle": "leave it out",
    r"proven": "studied",
    r"guarantee(?:s|d)?": "leave it out",
    r"eliminat(?:e|es|ed|ing)": "may ease",
    r"treats? the (?:root )?cause": "may ease",
    r"fix(?:es|ed|ing)? (?:the |your |a )?(?:disc|nerve|spine|cause)": "may ease",
    r"toxins?|detox(?:es|ify|ifies|ification)?": "leave it out",
    r"boosts? (?:the |your )?(?:immunity|immune system|circulation)": "leave it out",
    r"endorphins?": "may help you relax",
    r"breaks? (?:up|down) (?:scar tissue|knots?|adhesions?)": "may feel looser",
    r"releases? (?:the |your )?nerve": "may feel easier",
    r"no pain,? no gain": "pressure should stay comfortable",
    r"realign(?:s|ed|ment)?": "leave it out",
}
#: Wrong in any sentence, denied or not.
NEVER: dict[str, str] = {
    r"bi-?weekly": "every two weeks, or twice a week",
    r"masseuses?|masseurs?": "massage therapist",
    r"slipped disc": "herniated (“slipped”) disc",
    r"last stages of sciatica": "when symptoms are settling",
    r"he or she|s/he|his or her": "they",
    r"centre|colour|tumour|licence|programme|behaviour|practis(?:e|es|ed|ing)|physiotherapists?"
    r"|paracetamol|oedema|anaemia|haemorrhage|litre|metre|favour|labour|neighbour"
    r"|(?:organ|recogn|real|minim|special|desensit|summar)is(?:e|es|ed|ing)": "the US spelling",
}
#: A sentence may name a banned promise in order to deny it or to warn of it.
DENIALS = re.compile(
    r"\b(?:not|no|never|nobody|no one|none|nothing|neither|cannot|without|unlikely|avoid|beware"
    r"|myths?|claims?|claimed|promis(?:e|es|ed|ing)|worrying|instead of|unproven"
    r"|someone says|tells you)\b|n['\u2019]t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Finding:
    message: str
    sentence: str = ""

    def __str__(self) -> str:
        return f"{self.message}: {self.sentence}" if self.sentence else self.message


def check(article: RawArticle, references: Container[str]) -> list[Finding]:
    """Everything in an article file that the house rules do not allow."""
    return [
        *_length(article),
        *_citations(article, references),
        *wording(
            f"{article.fields.get('title')}.\n\n{article.fields.get('summary')}\n\n{article.body}"
        ),
    ]


def _length(article: RawArticle) -> Iterator[Finding]:
    words = render_article(article.body).word_count
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        yield Finding(f"{words} words; an article has {FEWEST_WORDS} to {MOST_WORDS}")


def _citations(article: RawArticle, references: Container[str]) -> Iterator[Finding]:
    if not cited_keys(article.body):
        yield Finding("it cites no reference")
    for problem in problems(article.body, references):
        yield Finding(f"line {problem.line + article.body_offset}: {problem.message}")


def wording(text: str) -> Iterator[Finding]:
    """Sentences that promise too much, or use a word the site does not use."""
    for sentence in sentences(text):
        for pattern, better in NEVER.items():
            if match := re.search(rf"\b(?:{pattern})\b", sentence, re.IGNORECASE):
                yield Finding(f"“{match[0]}” (say: {better})", sentence)
        if DENIALS.search(sentence):
            continue
        for pattern, better in BANNED.items():
            if match := re.search(rf"\b(?:{pattern})\b", sentence, re.IGNORECASE):
                yield Finding(f"“{match[0]}” (say: {better})", sentence)


def sentences(text: str) -> list[str]:
    """Roughly the sentences of Markdown: a list item, a heading and a table cell end one too."""
    blocks = re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.|#|>|\|))|(?<=\w)\s*\|", text)
    return [
        sentence.strip()
        for block in blocks
        for sentence in re.split(r"(?<=[.!?])[\"”)\]]*\s+", block.replace("\n", " "))
        if sentence.strip()
    ]
