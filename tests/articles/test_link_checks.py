"""Links of an article that lead nowhere are found with their line."""

import pytest
from pytest_django import Settings

from articles.link_checks import exists, problems

SLUGS = {"articles:article-detail": {"one"}, "articles:technique-detail": {"swedish"}}


@pytest.mark.parametrize(
    "target",
    [
        *("/articles/one/", "/articles/one/#part", "/techniques/swedish/", "/warning-signs/"),
        *("/therapists/?technique=swedish", "/conditions/any/", "/", "#in-short"),
        *("https://example.org/x", "mailto:a@example.org"),
    ],
)
def test_links_that_lead_somewhere_are_fine(target: str) -> None:
    assert list(problems(f"## In short\n\n[x]({target})\n", SLUGS)) == []


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("/articles/two/", "There is no page “/articles/two/”."),
        ("/techniques/one/", "There is no page “/techniques/one/”."),
        ("/no-such-page/", "There is no page “/no-such-page/”."),
        ("/articles/one", "There is no page “/articles/one”."),
        ("#elsewhere", "“#elsewhere” leads to no heading of this text."),
        ("one/", "“one/” leads nowhere: begin pages of this site with “/”."),
    ],
)
def test_links_that_do_not_are_named_with_their_line(target: str, message: str) -> None:
    found = list(problems(f"## In short\n\n- y\n- [x]({target})\n", SLUGS))

    assert [(problem.line, problem.message) for problem in found] == [(4, message)]


@pytest.mark.parametrize("words", ["see [@A]", "see [#C44]", "**[#C44]** now", "the [@A; @B] two"])
def test_a_link_inside_a_link_is_named_with_its_line(words: str) -> None:
    (problem,) = problems(f"One [x](/) [@A] [#C44].\n\nTwo [{words}](/warning-signs/)\n", SLUGS)

    assert (problem.line, "becomes a link" in problem.message) == (3, True)


def test_the_sites_own_address_is_not_spelled_out(settings: Settings) -> None:
    settings.SITE_URL = "https://guide.example"

    (problem,) = problems("[x](https://guide.example/articles/one/)", SLUGS)

    assert "write it from its first “/”" in problem.message


def test_headings_are_found_by_their_words_alone() -> None:
    assert list(problems("## In short [@A] [#C01]\n\n[x](#in-short)\n", {})) == []


@pytest.mark.parametrize("path", ["/%00/", "/articles/%C3%A9/", "/articles/" + "a" * 9000 + "/"])
def test_strange_addresses_are_only_missing(path: str) -> None:
    assert not exists(path, SLUGS)
