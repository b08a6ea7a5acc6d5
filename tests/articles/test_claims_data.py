"""The real ledger is whole: nothing is missing, and nothing is written that no article states."""

import re

import pytest
from django.core.management import call_command
from django.test import Client

from articles.claim_marks import named_claims
from articles.data_files import CONTENT, read_data
from articles.importing.claims import load_claims
from articles.importing.foundations import load_references
from articles.models import Claim
from tests.articles.views.pages import read, text_of

LEDGER = {entry["id"]: entry for entry in read_data("claims")}

#: What the texts that this site set out to check are known for, and the claims that answer it.
#: A word of what people say follows each key, so that no other claim can take its place.
WANTED = {
    "massage relaxes muscles and takes pressure off the nerve": {"C31": "press", "C32": "muscles"},
    "it increases blood flow and speeds healing": {"C21": "blood", "C23": "heal"},
    "it releases endorphins": {"C25": "endorphins"},
    "it lowers cortisol and stress": {"C28": "cortisol", "C29": "stress"},
    "it reduces inflammation": {"C22": "swelling"},
    "it opens lymph channels": {"C24": "lymph"},
    "it breaks up scar tissue": {"C33": "scar"},
    "it is as good as a medicine": {"C44": "anti-inflammatory", "C45": "medicine"},
    "it is one of the most effective treatments": {"C40": "most effective"},
    "weekly sessions, then fewer": {"C81": "week"},
    "chiropractic and acupuncture make it better": {"C90": "chiropractic", "C91": "acupuncture"},
    "it is generally safe": {"C115": "safe"},
    "it gives back control over life": {"C51": "control"},
    "a device makes a second operation rare": {"C124": "95 percent"},
    "it strengthens the immune system": {"C30": "immun"},
}
#: Claims with a wording that no article states, and why that is right.
STATED_ELSEWHERE = {
    "C15": "A correction that /claims/corrections/ shows; articles mark C94 to C96, on moving.",
    "C106": "The self-care tip about scents states it, on /self-care/.",
    "C127": "The self-care tip about seeing a doctor states it, on /self-care/.",
}


def test_no_claim_of_the_table_is_missing() -> None:
    assert {f"C{number:02}" for number in range(1, 129)} <= LEDGER.keys()


@pytest.mark.parametrize("topic", WANTED)
def test_what_those_texts_are_known_for_is_answered(topic: str) -> None:
    for key, word in WANTED[topic].items():
        claim = LEDGER[key]
        assert word in claim["said"].lower(), key
        assert claim["wording"], key
        assert claim["heard_in"], key


@pytest.mark.django_db
def test_the_whole_file_loads() -> None:
    load_references()

    report = load_claims()

    assert report.problems == []
    assert report.warnings == []
    assert set(report.created) == LEDGER.keys() == set(Claim.objects.values_list("key", flat=True))


@pytest.mark.django_db
def test_every_claim_passes_the_checks_of_the_admin_and_has_a_label() -> None:
    load_references()
    load_claims()

    for claim in Claim.objects.with_references():
        claim.full_clean()
        assert str(claim.label)
        assert claim.verdict != "supported" or claim.wording, claim.key


def test_a_claim_that_is_left_out_is_stated_by_no_article() -> None:
    left_out = {key for key, claim in LEDGER.items() if not claim["wording"]}

    assert left_out & stated() == set()


def test_every_claim_with_words_is_stated_by_an_article() -> None:
    with_words = {key for key, claim in LEDGER.items() if claim["wording"]}

    assert with_words - stated() == STATED_ELSEWHERE.keys()


def stated() -> set[str]:
    return {
        key
        for file in CONTENT.glob("*.md")
        for key in named_claims(file.read_text(encoding="utf-8"))
    }


def test_no_product_and_no_phone_number_is_named() -> None:
    words = " ".join(f"{c['said']} {c['wording']} {c['mismatch']}" for c in LEDGER.values())

    assert not re.search(r"barricaid|intrinsic|\d{3}[-. ]\d{3,4}", words, re.IGNORECASE)


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_readers_find_the_study_of_2014_as_it_was(client: Client) -> None:
    call_command("import_articles", verbosity=0)

    for path in ("/claims/", "/claims/corrections/"):
        html = read(client, path)
        start = html.index('data-claim="C44"')
        text = text_of(html[start : html.index("</article>", start)])
        for words in ("2014", "59 people", "massage alone with massage plus the drug"):
            assert words in text, path
        assert "no group on the drug alone" in text
        assert "Majchrzycki" in text
        assert 'href="https://doi.org/10.1155/2014/287597"' in html
