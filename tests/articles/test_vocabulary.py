"""Terms are shown with their notes, their pressure and the way to the search."""

import pytest

from articles.data_files import read_data
from articles.vocabulary import TermNotes, link, links, notes, pressure
from directory.models import Condition, Technique


def test_a_technique_leads_to_its_page_and_to_its_search() -> None:
    term = link(Technique(slug="deep-tissue", name="Deep"), {("technique", "deep-tissue"): 12})

    assert term.url == "/techniques/deep-tissue/"
    assert term.search_url == "/therapists/?technique=deep-tissue"
    assert term.therapists == 12


def test_a_condition_leads_to_its_page_and_to_its_search() -> None:
    term = link(Condition(slug="cause-unknown", name="Unknown"), {})

    assert term.url == "/conditions/cause-unknown/"
    assert term.search_url == "/therapists/?condition=cause-unknown"
    assert term.therapists == 0


def test_what_no_therapist_offers_has_no_count() -> None:
    assert link(Technique(slug="self-massage", is_offered=False), {}).therapists is None


def test_inactive_terms_are_left_out() -> None:
    terms = [Technique(slug="a"), Technique(slug="b", is_active=False)]

    assert [term.slug for term in links(terms, {})] == ["a"]


@pytest.mark.parametrize(
    ("lightest", "firmest", "words"), [(1, 2, "Light to medium"), (3, 3, "Firm")]
)
def test_pressure_is_said_in_words(lightest: int, firmest: int, words: str) -> None:
    technique = Technique(pressure_lightest=lightest, pressure_firmest=firmest)

    assert pressure(technique) == words


def test_a_term_without_notes_has_empty_ones() -> None:
    assert notes(Technique(slug="brand-new")) == TermNotes()
    assert notes(Condition(slug="brand-new")) == TermNotes()


def test_every_note_is_complete() -> None:
    for terms in read_data("vocabulary_notes").values():
        for slug, entry in terms.items():
            assert set(entry) == {"cannot", "care"}, slug
            assert all(entry.values()), slug
