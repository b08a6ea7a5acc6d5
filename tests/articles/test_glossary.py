"""The glossary explains words in plain sentences, and leads only to what exists."""

import re

import pytest

from articles.content_checks import sentences, wording
from articles.data_files import CONTENT, read_data
from articles.glossary import GlossaryTerm, glossary, letters
from directory.models import Condition, Technique

MOST_WORDS_OF_A_SENTENCE = 27
MOST_WORDS = 55


@pytest.mark.parametrize("term", glossary(), ids=lambda term: term.slug)
def test_a_definition_is_short_and_keeps_the_house_rules(term: GlossaryTerm) -> None:
    lengths = [len(sentence.split()) for sentence in sentences(term.definition)]

    assert [str(finding) for finding in wording(term.definition)] == []
    assert term.definition.endswith(".")
    assert sum(lengths) <= MOST_WORDS
    assert max(lengths) <= MOST_WORDS_OF_A_SENTENCE


def test_every_term_has_its_own_anchor() -> None:
    slugs = [term.slug for term in glossary()]

    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z0-9-]+", slug) for slug in slugs)
    assert not any(slug.startswith("letter-") for slug in slugs)


def test_what_the_site_must_explain_is_explained() -> None:
    assert {term.slug for term in glossary()} >= {
        "sciatic-nerve", "radiculopathy", "herniated-disc", "spinal-stenosis", "piriformis",
        "referred-pain", "trigger-point", "adhesion", "endorphins", "cauda-equina", "nerve-root",
        "lumbar", "gluteal", "contraindication", "evidence-grade", "randomized-trial",
        "systematic-review", "licensed", "certified", "registered",
    }  # fmt: skip


def test_every_link_means_something_in_the_project() -> None:
    data = read_data("vocabulary_notes")
    files = {path.stem for path in CONTENT.glob("*.md")}

    for term in glossary():
        assert not term.technique or term.technique in data["techniques"], term.slug
        assert not term.condition or term.condition in data["conditions"], term.slug
        assert not term.article or term.article in files, term.slug


def test_words_stand_from_a_to_z_with_the_vocabulary_among_them() -> None:
    techniques = [Technique(slug="zoned", name="zoned massage", definition="By zones.")]
    conditions = [Condition(slug="ache", name="Ache", definition="It aches.")]

    found = letters(techniques, conditions, {})

    names = [entry.name for letter in found for entry in letter.entries]
    assert [letter.letter for letter in found] == sorted({name[0].upper() for name in names})
    assert names == sorted(names, key=str.casefold)
    assert names[0] == "Ache"
    assert (found[-1].letter, found[-1].entries[0].url) == ("Z", "/techniques/zoned/")


def test_only_what_can_be_read_is_linked() -> None:
    entries = {
        entry.anchor: entry
        for letter in letters([], [], {"what-is-sciatica": "What is it?"})
        for entry in letter.entries
    }

    assert entries["sciatic-nerve"].links == (("What is it?", "/articles/what-is-sciatica/"),)
    assert entries["piriformis"].links == ()
