"""Any two revisions can be compared, in whatever order they are asked for."""

import pytest
from django.http import QueryDict

from articles.actions import writing
from articles.admin.desk.history import PER_PAGE, compare, history
from articles.models import Article
from tests.articles.desk import editor, in_state

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    article = in_state("draft", title="One")
    for title in ("Two", "Three"):
        writing.write(article=article, by=editor(), content={"title": title})
    return article


@pytest.mark.parametrize(
    ("old", "new", "numbers"),
    [
        (None, 3, (2, 3)),
        (1, 3, (1, 3)),
        (3, 1, (1, 3)),
        (None, 1, (None, 1)),
        (0, 2, (None, 2)),
        (2, 2, (2, 2)),
    ],
)
def test_the_older_one_comes_first(
    article: Article, old: int | None, new: int, numbers: tuple[int | None, int]
) -> None:
    comparison = compare(article, old, new)

    assert comparison
    assert (comparison.old and comparison.old.number, comparison.new.number) == numbers


@pytest.mark.parametrize("new", [None, 9])
def test_what_is_not_there_is_not_compared(article: Article, new: int | None) -> None:
    assert compare(article, None, new) is None


@pytest.mark.parametrize("query", ["", "new=x&old=-1&page=0", "page=99", "new=1&new=2"])
def test_an_address_asks_for_what_it_can(article: Article, query: str) -> None:
    shown = history(article, QueryDict(query))

    assert [line.number for line in shown.page] == [3, 2, 1]


def test_a_page_of_history_takes_the_same_queries_however_long(
    article: Article, django_assert_num_queries: object
) -> None:
    for number in range(PER_PAGE):
        writing.write(article=article, by=editor(), content={"title": str(number)})

    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len([str(line.actor) for line in history(article, QueryDict()).page]) == PER_PAGE
