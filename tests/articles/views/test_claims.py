"""The pages of the ledger: all claims, the corrections, what guidelines say."""

import datetime
import gzip
import re
from urllib.parse import quote

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from articles.models import Claim
from tests.articles.views.pages import canonical_of, read, text_of
from tests.factories.articles import ArticleFactory, ClaimFactory, ReferenceFactory

pytestmark = pytest.mark.django_db
PATHS = ["/claims/", "/claims/corrections/", "/claims/guidelines/"]


def article_of(html: str, key: str) -> str:
    """What the page says of one claim."""
    match = re.search(
        rf'<article class="claim" id="{key}" data-claim="{key}">.*?</article>', html, re.S
    )
    assert match, key
    return match[0]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_has_its_notes_its_way_back_and_its_address(client: Client, path: str) -> None:
    html = read(client, path)

    assert canonical_of(html).endswith(path)
    assert "data-standing-note" in html
    assert "data-warning-signs" in html
    assert '<nav class="breadcrumbs"' in html
    for other in PATHS:
        assert f'href="{other}"' in html or other == path


def test_a_claim_is_shown_with_all_that_is_known_of_it(client: Client) -> None:
    source = ReferenceFactory(
        authors="Majchrzycki M, Kocur P, Kotwicki T", year=2014, doi="10.1155/2014/287597"
    )
    claim = ClaimFactory(
        key="C44",
        said="A study found it <as good> as a drug.",
        wording="It cannot show that.",
        verdict="overclaimed",
        grade="very-low",
        grade_note="Rated by our editors.",
        mismatch="Nobody had the drug alone.",
        heard_in="A E",
        references=[source],
    )
    ArticleFactory(published=True, slug="one", title="Is it any good?", body="So [#C44].\n")
    ArticleFactory(title="Not to be seen", body="So [#C44].\n")

    html = article_of(read(client, "/claims/"), "C44")

    text = text_of(html)
    for words in (
        "C44 “A study found it <as good> as a drug.”",
        str(claim.label),
        "We say: It cannot show that.",
        "What the sources show: Nobody had the drug alone.",
        "Overstated",
        "Very low. Rated by our editors.",
        "Heard in A, E",
        "Graded on March 1, 2026",
    ):
        assert words in text, words
    assert 'href="https://doi.org/10.1155/2014/287597"' in html
    assert "Majchrzycki et al. 2014" in text
    assert '<a href="/articles/one/">Is it any good?</a>' in html
    assert "Not to be seen" not in html


def test_a_claim_that_is_left_out_says_so(client: Client) -> None:
    ClaimFactory(key="C22", wording="", references=[ReferenceFactory(doi="", url="")])

    text = text_of(article_of(read(client, "/claims/"), "C22"))

    assert "Left out on purpose: no article may state it." in text
    assert "We say" not in text


def test_the_letters_are_explained(client: Client) -> None:
    assert "five texts on sciatica and massage that this site set out to check" in text_of(
        read(client, "/claims/")
    )


def test_filters_narrow_the_list_and_say_how_far(client: Client) -> None:
    ClaimFactory(key="C01", section="sciatica")
    ClaimFactory(key="C02", section="safety", verdict="practice")

    html = read(client, "/claims/?verdict=practice&section=safety&grade=&used=no&q=massage")

    assert "1 of 2 claims" in text_of(html)
    assert 'data-claim="C02"' in html
    assert 'data-claim="C01"' not in html
    assert '<option value="practice" selected>' in html
    assert '<a href="#about-safety">' in html
    assert 'name="q" value="massage"' in html
    assert '<meta name="robots" content="noindex, follow">' in html
    assert "noindex" not in read(client, "/claims/")


def test_nothing_found_leads_back_to_all_claims(client: Client) -> None:
    ClaimFactory()

    html = read(client, "/claims/?q=marmalade")

    assert "0 of 1 claim" in text_of(html)
    assert "No claim fits all of this." in text_of(html)


@pytest.mark.parametrize(
    "query",
    [
        "verdict=<b>&grade=%00&section=none&used=perhaps",
        f"q={'x' * 4000}",
        f"q={quote('٣ 漢字 ‮ 𝔘')}",
        "q=%ED%A0%80%FF%00%1b",
        "q=a&q=b&verdict=partly&verdict=nothing",
        "verdict[]=x&" * 200,
        "q=%25&used=no",
        "q='\"><script>alert(1)</script>",
    ],
)
def test_no_address_breaks_the_page(client: Client, query: str) -> None:
    ClaimFactory()

    html = read(client, f"/claims/?{query}")

    assert "<b>" not in html
    assert "<script>alert" not in html


def test_what_was_not_understood_is_said_once(client: Client) -> None:
    ClaimFactory(key="C01")

    html = read(client, "/claims/?verdict=wrong")

    assert "“wrong” is not a choice under “Verdict”, so we left it out." in text_of(html)
    assert 'data-claim="C01"' in html


@pytest.mark.parametrize(("path", "most"), [(PATHS[0], 3), (PATHS[1], 3), (PATHS[2], 0)])
def test_more_claims_take_no_more_queries(client: Client, path: str, most: int) -> None:
    counts = []
    for amount in (1, 6):
        for _number in range(amount):
            claim = ClaimFactory(
                references=[ReferenceFactory(), ReferenceFactory()],
                verdict="overclaimed",
                mismatch="It was something else.",
            )
            ArticleFactory(published=True, body=f"So it is [#{claim.key}].\n")
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        counts.append(len(captured))

    assert counts == [most, most]


def test_the_page_of_corrections_begins_with_the_study_of_2014(client: Client) -> None:
    source = ReferenceFactory(key="Majchrzycki2014", title="Deep tissue massage and drugs")
    details = {"verdict": "overclaimed", "mismatch": "It compared something else."}
    ClaimFactory(key="C05", position=5, **details)
    ClaimFactory(key="C44", position=44, references=[source], **details)
    ClaimFactory(key="C07", verdict="partly")

    html = read(client, "/claims/corrections/")

    assert re.findall(r'data-claim="(\w+)"', html) == ["C44", "C05"]
    assert "2 claims are overstated" in text_of(html)
    assert '<a href="#ref-Majchrzycki2014">' in html
    assert html.count('id="ref-Majchrzycki2014"') == 1
    assert "Deep tissue massage and drugs" in html
    assert "We found no source that shows it." in text_of(article_of(html, "C05"))


def test_it_says_where_to_write_if_there_is_an_address(client: Client, settings: Settings) -> None:
    settings.CONTACT_EMAIL = "desk@example.org"
    assert 'href="mailto:desk@example.org"' in read(client, "/claims/corrections/")

    settings.CONTACT_EMAIL = ""
    assert "mailto:" not in read(client, "/claims/corrections/")
    assert "Did we get something wrong?" in read(client, "/claims/corrections/")


def test_the_guidelines_are_a_table_with_words_in_every_cell(client: Client) -> None:
    with time_machine.travel(datetime.datetime(2026, 12, 1, 12, tzinfo=datetime.UTC)):
        html = read(client, "/claims/guidelines/")

    cells = re.findall(r'<td data-stance="([\w-]+)"><strong>(.*?)</strong> (.*?)</td>', html)
    columns = html.count('<th scope="col">') - 1
    assert len(cells) == columns * html.count('<th scope="row">') >= 20
    assert {stance for stance, _, _ in cells} == {"for", "with-conditions", "against", "silent"}
    assert all(label.strip() and says.strip() for _, label, says in cells)
    assert '<caption id="guidelines-caption">' in html
    assert 'role="region" aria-labelledby="guidelines-caption"' in html
    assert "We checked this on November 22, 2026." in text_of(html)
    assert "expired after five years" in text_of(html)
    assert "Checked more than two years ago" not in html
    for target in re.findall(r'href="#(guideline-\w+)"', html):
        assert html.count(f'id="{target}"') == 1


def test_guidelines_that_nobody_checked_for_two_years_say_so(client: Client) -> None:
    with time_machine.travel(datetime.datetime(2028, 11, 23, 12, tzinfo=datetime.UTC)):
        html = read(client, "/claims/guidelines/")

    assert html.count("Checked more than two years ago") >= 8


@pytest.mark.usefixtures("vocabulary")
def test_the_whole_ledger_is_a_light_page_whose_links_lead_somewhere(client: Client) -> None:
    call_command("import_articles", verbosity=0)

    html = read(client, "/claims/")

    assert len(gzip.compress(html.encode(), 6)) <= 60 * 1024
    assert html.count("data-claim=") == Claim.objects.count()
    for key in Claim.objects.values_list("key", flat=True):
        assert html.count(f'id="{key}"') == 1
    for path in set(re.findall(r'href="(/articles/[^"#?]*)', html)):
        assert client.get(path).status_code == 200, path
