"""Citations become numbered links, and wrong ones are found with their line."""

import pytest

from articles.citations import (
    cited_keys,
    link_citations,
    problems,
    without_citations,
)


def test_keys_are_numbered_by_their_first_appearance() -> None:
    text = "One [@Beta2020]. Two [@Alpha2019; @Beta2020].\n\nThree [@Gamma_X]."

    assert cited_keys(text) == ["Beta2020", "Alpha2019", "Gamma_X"]


def test_a_citation_becomes_a_superscript_link_that_says_reference() -> None:
    html = link_citations("<p>Rest [@Alpha2019].</p>", {"Alpha2019": 3})

    assert html == (
        '<p>Rest<sup class="citation"><a href="#ref-Alpha2019">'
        '<span class="visually-hidden">reference </span>3</a></sup>.</p>'
    )


def test_several_keys_share_one_superscript() -> None:
    html = link_citations("<p>Rest [@A;  @B]</p>", {"A": 1, "B": 2})

    assert html.count("<sup") == 1
    assert html.count("<a ") == 2
    assert "</a>, <a" in html


def test_a_citation_inside_an_attribute_is_left_alone() -> None:
    html = '<p><a href="/x/" title="see > [@A]">x</a></p>'

    assert link_citations(html, {"A": 1}) == html


@pytest.mark.parametrize(
    "written", ["[@ Alpha]", "[@Alpha, @Beta]", "[ @Alpha]", "[@Alpha", "[@Alpha;]", "[@]"]
)
def test_what_is_almost_a_citation_is_a_problem(written: str) -> None:
    found = list(problems(f"fine\nbad {written}\n", {"Alpha", "Beta"}))

    assert [problem.line for problem in found] == [2]
    assert "is not a citation" in found[0].message


def test_each_unknown_key_is_named_with_its_line() -> None:
    found = list(problems("Good [@Alpha].\n\nBad [@Alpha; @Nobody1999].", {"Alpha"}))

    assert [(problem.line, problem.message) for problem in found] == [
        (3, "There is no reference “Nobody1999”.")
    ]


def test_addresses_and_links_are_no_citations() -> None:
    assert list(problems("Write to a@example.com or [us](/about/).", set())) == []


def test_citations_leave_no_trace_in_plain_text() -> None:
    assert without_citations("Rest [@A; @B]. Then [@C] move.") == "Rest. Then move."


def test_the_numbers_of_one_citation_go_up() -> None:
    html = link_citations("<p>Rest [@B; @A]</p>", {"A": 1, "B": 2})

    assert html.index("#ref-A") < html.index("#ref-B")


def test_a_key_without_a_number_stays_as_it_was_written() -> None:
    assert link_citations("<p>Rest [@A; @B]</p>", {"A": 1}) == "<p>Rest [@A; @B]</p>"
