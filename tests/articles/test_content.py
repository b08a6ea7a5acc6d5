"""Every article in the project keeps the house rules and is imported whole."""

import io
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from articles.content_checks import check
from articles.data_files import CONTENT, read_data
from articles.importing.reading import find_files, read
from articles.models import Article

FILES = find_files(CONTENT)
REFERENCES = frozenset(entry["key"] for entry in read_data("references"))
FIRST_SEVEN = {
    "what-is-sciatica",
    "common-causes-of-sciatica",
    "does-massage-help-sciatica",
    "types-of-massage-compared",
    "six-questions-to-ask-a-massage-therapist",
    "sciatica-warning-signs",
    "when-massage-needs-care-or-should-wait",
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_article_keeps_the_house_rules(path: Path) -> None:
    assert [str(finding) for finding in check(read(path), REFERENCES)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
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

    assert {path.stem for path in FILES} == published
    assert published >= FIRST_SEVEN


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
