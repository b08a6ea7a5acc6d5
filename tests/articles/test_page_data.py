"""What is stored with an article is read back as it was."""

import json

from articles.models import Claim, Reference
from articles.page_data import (
    ArticleLink,
    Card,
    Change,
    PageData,
    Place,
    is_readable,
    listed,
    listed_claim,
    read,
)

FULL = PageData(
    references=listed([(1, Reference(key="A", title="T", certainty="M", year=None))]),
    claims=[listed_claim(Claim(key="C07", said="S", wording="W", verdict="partly", grade="low"))],
    related=[Card("T", "/articles/t/", "S", "Topic", "low", 3)],
    place=Place(2, 3, ArticleLink("Before", "/articles/before/"), None),
    changes=[Change("2026-05-22", "New trial added.")],
)


def test_what_json_gives_back_is_the_same() -> None:
    for data in (FULL, PageData()):
        plain = data.plain()

        assert json.loads(json.dumps(plain)) == plain
        assert is_readable(plain)
        assert read(plain) == data


def test_what_was_never_written_or_has_another_form_is_not_read() -> None:
    assert not is_readable({})
    assert not is_readable({**FULL.plain(), "form": 0})


def test_a_reference_line_never_shows_an_editors_note() -> None:
    (line,) = listed([(4, Reference(key="A", title="T", certainty="S", note="check"))])

    assert (line.number, line.key, line.note) == (4, "A", "")


def test_a_claim_shows_its_label_and_where_all_about_it_stands() -> None:
    (claim,) = FULL.claims

    assert (claim.label, claim.tone, claim.verdict) == ("some evidence", "some", "Partly right")
    assert claim.url == "/claims/#C07"
