"""How a reference is linked, and what readers learn about how it was read."""

import pytest

from articles.models import Reference


def test_a_doi_is_preferred_to_an_address() -> None:
    reference = Reference(doi="10.1000/1", url="https://example.com/")

    assert reference.link == "https://doi.org/10.1000/1"


def test_without_a_doi_the_address_is_linked() -> None:
    assert Reference(url="https://example.com/").link == "https://example.com/"


@pytest.mark.parametrize(("certainty", "note"), [("S", ""), ("M", "summary"), ("P", "confirmed")])
def test_a_reader_is_told_when_the_source_itself_was_not_read(certainty: str, note: str) -> None:
    reader_note = Reference(certainty=certainty, note="for editors").reader_note

    assert note in reader_note
    assert bool(note) == bool(reader_note)
    assert "for editors" not in reader_note
