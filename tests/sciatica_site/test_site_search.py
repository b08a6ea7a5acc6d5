"""What was typed into the site's box becomes a query, whatever it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_site import hooks
from sciatica_site.site_search import (
    MOST_CHARACTERS,
    MOST_KEPT,
    SearchGroup,
    SearchHit,
    SearchLink,
    SiteQuery,
    answer,
    read,
)


def test_plain_words_are_searched_as_they_are() -> None:
    query = read("  Deep   tissue ")

    assert (query.typed, query.words, query.problem) == ("Deep tissue", "Deep tissue", "")
    assert query.can_run


@pytest.mark.parametrize("raw", ["", "   "])
def test_nothing_typed_is_no_problem(raw: str) -> None:
    query = read(raw)

    assert not query.can_run
    assert query.problem == ""


@pytest.mark.parametrize("raw", ["the of and", "坐骨神经痛", "!!!", "\x00", "🙂"])
def test_what_has_no_word_to_search_for_is_said_and_kept(raw: str) -> None:
    query = read(raw)

    assert not query.can_run
    assert "no word" in query.problem
    assert query.typed == raw.replace("\x00", "")


def test_a_long_text_is_searched_by_its_first_whole_words_and_kept_whole() -> None:
    raw = " ".join(["disc"] * 20 + ["cushion"] * 20)

    query = read(raw)

    assert query.typed == raw
    assert len(query.words) <= MOST_CHARACTERS
    assert raw.startswith(f"{query.words} ")
    assert query.words in query.problem


def test_an_endless_text_is_kept_only_so_far() -> None:
    query = read("disc" * 10_000)

    assert len(query.typed) == MOST_KEPT
    assert len(query.words) == MOST_CHARACTERS
    assert "That is long" in query.problem


def test_a_character_that_cannot_be_read_is_left_out_and_said() -> None:
    query = read("deep\x00tissue")

    assert query.words == "deep tissue"
    assert query.can_run
    assert "left out a character" in query.problem


@given(st.text(max_size=300))
def test_any_text_gives_a_query(raw: str) -> None:
    query = read(raw)

    assert len(query.words) <= MOST_CHARACTERS
    assert query.can_run or query.problem or not raw.strip()


@pytest.fixture
def registries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("search_sources", "search_notices", "search_suggestions"):
        monkeypatch.setattr(hooks, name, hooks.Registry())
    yield


def group(total: int) -> SearchGroup:
    hits = [SearchHit(title=[("One", False)], url="/one/")] if total else []
    return SearchGroup("Group", hits, total, shortcuts=[SearchLink(f"From {total}", "/more/")])


@pytest.mark.usefixtures("registries")
def test_groups_come_in_the_order_of_the_page_and_empty_ones_stay_away() -> None:
    hooks.search_sources.register("therapists", lambda query: group(3))
    hooks.search_sources.register("unknown", lambda query: group(1))
    hooks.search_sources.register("glossary", lambda query: group(0))
    hooks.search_sources.register("articles", lambda query: group(2))

    found = answer(read("disc"))

    assert [name for name, _ in found.groups] == ["articles", "therapists", "unknown"]
    assert found.total == 6
    assert [link.label for link in found.shortcuts] == ["From 2", "From 0", "From 3", "From 1"]


@pytest.mark.usefixtures("registries")
def test_a_better_spelling_is_asked_for_only_when_nothing_was_found() -> None:
    asked: list[str] = []

    def better(text: str) -> str:
        asked.append(text)
        return "disc"

    results = {"disc": 1, "disk jam": 0}
    hooks.search_sources.register("articles", lambda query: group(results[query.words]))
    hooks.search_suggestions.register("empty", lambda text: "")
    hooks.search_suggestions.register("better", better)

    assert answer(read("disc")).suggestion == ""
    assert asked == []
    nothing = answer(read("disk jam"))
    assert nothing.suggestion == "disc"
    assert list(nothing.single_words) == ["disk", "jam"]


@pytest.mark.usefixtures("registries")
def test_without_a_word_nobody_is_asked() -> None:
    def fail(query: SiteQuery) -> SearchGroup:
        raise AssertionError

    hooks.search_sources.register("articles", fail)

    assert answer(read("the")).groups == ()
