"""What the checks say of a text, saved or just typed, in the form in which the desk shows it."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from articles.content_checks import FEWEST_WORDS, MOST_WORDS, Finding, check_here
from articles.models import Claim, Reference
from articles.readability import HIGHEST_GRADE, grade
from articles.rendering import render_article
from sciatica_site.wording import lint


@dataclass(frozen=True)
class Row:
    """`why` is empty unless a rule of wording was broken."""

    message: str
    sentence: str
    line: int | None
    why: str


@dataclass(frozen=True)
class Checked:
    errors: list[Row]
    hints: list[Row]
    #: As `content_checks` gave them, for whoever goes on with them.
    findings: list[Finding]
    grade: float
    words: int
    html: SafeString
    #: What the text rests on, in the order in which it names them.
    references: list[tuple[int, Reference]]
    claims: list[Claim]

    highest_grade: float = HIGHEST_GRADE
    fewest_words: int = FEWEST_WORDS
    most_words: int = MOST_WORDS


def check(title: str, summary: str, body: str) -> Checked:
    findings = check_here(title, summary, body)
    reasons = _reasons(title, summary, body)
    rendered = render_article(body)
    rows = {
        severity: sorted(
            (_row(f, reasons) for f in findings if f.severity == severity),
            key=lambda row: row.line or 0,
        )
        for severity in ("error", "hint")
    }
    return Checked(
        errors=rows["error"],
        hints=rows["hint"],
        findings=findings,
        grade=grade(body),
        words=rendered.word_count,
        html=rendered.html,
        references=Reference.objects.all().numbered(rendered.keys),
        claims=_named(rendered.claims),
    )


def _named(keys: list[str]) -> list[Claim]:
    found = Claim.objects.in_bulk(keys, field_name="key")
    return [found[key] for key in keys if key in found]


def _row(finding: Finding, reasons: dict[str, str]) -> Row:
    words = finding.message.partition("”")[0].removeprefix("“")
    message = finding.message[:1].upper() + finding.message[1:]
    return Row(message, finding.sentence, finding.line, reasons.get(words, ""))


def _reasons(*texts: str) -> dict[str, str]:
    """Why the words that the linter of wording found are not said here."""
    return {hit.text: hit.why for text in texts for hit in lint(text, audience="article")}
