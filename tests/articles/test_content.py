"""Every article in the project keeps the house rules and is imported whole."""

import io
import re
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

from articles import directives
from articles.blocks import blocks
from articles.citations import cited_keys
from articles.claim_marks import named_claims
from articles.content_checks import check
from articles.data_files import CONTENT, read_data
from articles.importing.reading import RawArticle, find_files, read
from articles.models import Article
from articles.readability import HIGHEST_GRADE, grade
from directory.actions.vocabulary import DATA
from sciatica_site.wording import lint, rule
from sciatica_site.wording.telephone import telephone_numbers

FILES = find_files(CONTENT)
CATALOGUE = {
    # Understanding sciatica
    "what-is-sciatica",
    "common-causes-of-sciatica",
    "piriformis-and-deep-gluteal-pain",
    "how-long-does-sciatica-last",
    # Massage and its techniques
    "does-massage-help-sciatica",
    "how-massage-might-work",
    "types-of-massage-compared",
    "deep-tissue-massage",
    "trigger-point-and-neuromuscular-massage",
    "sports-massage-and-myofascial-release",
    # Finding and vetting a therapist
    "six-questions-to-ask-a-massage-therapist",
    "checking-a-massage-therapists-credentials",
    "what-a-good-assessment-looks-like",
    # Sessions and costs
    "how-many-sessions-and-how-long",
    "your-first-session",
    "rates-insurance-and-policies",
    # Self-care
    "self-massage-at-home",
    "heat-cold-sleep-and-sitting",
    "staying-active-and-lowering-your-risk",
    # Combining treatments
    "combining-massage-with-other-treatments",
    # Safety
    "sciatica-warning-signs",
    "when-massage-needs-care-or-should-wait",
}
EMERGENCY_NUMBERS = {"911", "112", "999", "000", "111"}
#: Three digits that somebody is told to call, perhaps after a word or two.
CALLED = re.compile(
    r"\b(?:call|dial|phone|ring|text|number)\b[^.;\n]{0,60}?\b(\d{3})\b(?!,\d)"
    r"(?! (?:people|adults))",
    re.IGNORECASE,
)
COUNTRY_NUMBER = re.compile(
    r"\b(\d{3}) (?:or \d{3} )?in (?:the UK|Canada|the European|Austr|New Z)"
)
#: The trial of 59 people that had no group with the drug alone.
STUDY_OF_2014 = "Majchrzycki2014"

every_article = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def words(article: RawArticle) -> str:
    """All that a reader reads, and the title and summary."""
    said = [str(article.fields["title"]), str(article.fields["summary"])]
    return "\n".join([*said, *(block.text for block in blocks(article.body))])


@pytest.fixture(scope="module")
def references() -> frozenset[str]:
    return frozenset(entry["key"] for entry in read_data("references"))


@pytest.fixture(scope="module")
def claims() -> dict[str, str]:
    return {entry["id"]: entry["wording"] for entry in read_data("claims")}


@pytest.fixture(scope="module")
def slugs() -> dict[str, set[str]]:
    terms = yaml.safe_load((DATA / "vocabulary.yaml").read_text(encoding="utf-8"))
    return {
        "articles:article-detail": CATALOGUE,
        "articles:topic-detail": {topic["slug"] for topic in read_data("topics")},
        "articles:technique-detail": {term["slug"] for term in terms["techniques"]},
        "articles:condition-detail": {term["slug"] for term in terms["conditions"]},
    }


def test_all_articles_of_the_catalogue_are_here() -> None:
    assert {path.stem for path in FILES} == CATALOGUE


@every_article
def test_an_article_keeps_the_house_rules(
    path: Path,
    references: frozenset[str],
    claims: dict[str, str],
    slugs: dict[str, set[str]],
) -> None:
    found = check(read(path), references=references, claims=claims, slugs=slugs)

    assert [str(finding) for finding in found if finding.severity == "error"] == []


@every_article
def test_an_article_has_a_claim_and_one_to_three_care_cards(path: Path) -> None:
    body = read(path).body

    assert named_claims(body)
    assert 1 <= len(directives.care_cards(body)) <= 3


@every_article
def test_an_article_reads_as_easily_as_it_says(path: Path) -> None:
    article = read(path)
    measured = grade(article.body)

    assert measured <= HIGHEST_GRADE
    assert abs(measured - float(article.fields["reading_grade"])) <= 0.3, measured


@every_article
def test_an_article_names_no_product_and_no_company(path: Path) -> None:
    found = [hit.text for hit in lint(words(read(path))) if rule(hit.rule_id).kind == "brand"]

    assert found == []


@every_article
def test_an_article_has_no_telephone_number_but_those_for_emergencies(path: Path) -> None:
    text = words(read(path))

    assert [text[start:end] for start, end in telephone_numbers(text.lower())] == []
    assert {*CALLED.findall(text), *COUNTRY_NUMBER.findall(text)} <= EMERGENCY_NUMBERS
    assert "tel:" not in read(path).body


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if STUDY_OF_2014 in cited_keys(read(path).body)],
    ids=lambda path: path.stem,
)
def test_the_study_of_2014_is_described_as_it_was(path: Path) -> None:
    text = words(read(path))

    assert re.search(r"\b59 (?:people|adults|patients)", text)
    assert re.search(
        r"\bno (?:group|one|body)\b[^.]{0,40}\b(?:only the (?:drug|medicine|pill)|"
        r"(?:drug|medicine|pill)s? (?:alone|only|on its own))"
        r"|\b(?:without|lacked|had no)\b[^.]{0,40}\bdrug[- ](?:alone|only)",
        text,
        re.IGNORECASE,
    )


def test_the_study_of_2014_is_told_where_readers_look_for_it() -> None:
    assert STUDY_OF_2014 in cited_keys(read(CONTENT / "deep-tissue-massage.md").body)


@every_article
def test_an_article_names_no_reviewer_who_did_not_review(path: Path) -> None:
    fields = read(path).fields

    assert fields["slug"] == path.stem
    assert bool(fields["reviewer"]) == bool(fields["reviewed_on"])
    assert fields["next_review_on"] > fields["published_on"]


@pytest.fixture
def imported(vocabulary: None) -> None:
    call_command("import_articles", strict=True, stdout=io.StringIO())


def test_all_articles_are_imported_and_published(imported: None) -> None:
    published = set(Article.objects.published().values_list("slug", flat=True))

    assert published == CATALOGUE


def test_every_claim_of_a_text_is_tied_to_its_article(imported: None) -> None:
    for path in FILES:
        uses = Article.objects.get(slug=path.stem).claim_uses.order_by("number")

        assert list(uses.values_list("claim__key", flat=True)) == named_claims(read(path).body)


def test_every_article_page_has_its_notes_and_its_internal_links_lead_somewhere(
    imported: None, client: Client
) -> None:
    for article in Article.objects.published():
        html = client.get(article.get_absolute_url()).content.decode()
        assert "data-standing-note" in html
        assert "data-warning-signs" in html
        assert "Clinical review pending" in html
        body = html[html.index("data-article=") : html.index("</article>")]
        for link in set(re.findall(r'href="(/[^"#?]*)', body)):
            assert client.get(link).status_code == 200, (article.slug, link)


def test_anchors_inside_an_article_lead_somewhere(imported: None, client: Client) -> None:
    for article in Article.objects.published():
        html = client.get(article.get_absolute_url()).content.decode()
        for anchor in set(re.findall(r'href="#([^"]+)"', html)):
            assert html.count(f'id="{anchor}"') == 1, (article.slug, anchor)


def test_no_mark_and_no_directive_is_left_as_it_was_written(imported: None) -> None:
    for article in Article.objects.published():
        assert not re.search(r"\[[@#]|:::", article.body_html), article.slug
