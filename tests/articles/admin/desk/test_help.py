"""The examples are rendered by the very code that renders articles, and none of them is wrong."""

import pytest

from articles import directives
from articles.admin.desk.help import SOURCES, markdown_help


def test_every_example_shows_source_and_result() -> None:
    html = [str(example.html) for example in markdown_help().examples]

    assert [example.source for example in markdown_help().examples] == [s for _, s in SOURCES]
    for mark in ("<h3", "<strong>", 'href="/warning-signs/"', 'class="citation"', "claim-mark"):
        assert any(mark in one for one in html), mark
    for mark in ("care__heading", "advice--dont", "<table"):
        assert any(mark in one for one in html), mark


@pytest.mark.parametrize("source", [source for _title, source in SOURCES])
def test_no_example_is_written_wrongly(source: str) -> None:
    assert list(directives.problems(source)) == []


def test_the_pictures_are_listed_by_their_keys() -> None:
    assert all(picture.key and picture.title for picture in markdown_help().pictures)
