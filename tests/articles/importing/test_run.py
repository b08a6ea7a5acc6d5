"""A folder is imported file by file: the good ones are kept, the bad ones reported."""

from pathlib import Path

import pytest

from articles.importing.problems import BadFile
from articles.importing.run import Report, import_folder
from articles.models import Article, ArticleText
from tests.factories.articles import ReferenceFactory, TopicFactory

pytestmark = pytest.mark.django_db
TEXT = """---
slug: {slug}
title: "{slug}"
summary: "What it tells."
question: "What is it?"
topic: safety
author: "Editorial team"
published_on: 2026-11-22
evidence_grade: low
related: [{related}]
---
Text [@{key}].
"""


@pytest.fixture(autouse=True)
def foundations() -> None:
    TopicFactory(slug="safety")
    ReferenceFactory(key="A")


def write(folder: Path, slug: str, *, related: str = "", key: str = "A", name: str = "") -> None:
    text = TEXT.format(slug=slug, related=related, key=key)
    (folder / f"{name or slug}.md").write_text(text, encoding="utf-8")


def run(folder: Path) -> tuple[Report, list[tuple[int, int, str]]]:
    steps: list[tuple[int, int, str]] = []
    report = import_folder(
        folder,
        overwrite=False,
        progress=lambda number, total, path, result: steps.append((number, total, path.name)),
    )
    return report, steps


def test_a_change_is_written_as_the_documentation_says(tmp_path: Path) -> None:
    write(tmp_path, "one")
    path = tmp_path / "one.md"
    line = '---\nchanges: [{on: 2026-12-01, note: "A new trial was added."}]\n'
    path.write_text(path.read_text().replace("---\n", line, 1))

    report, _steps = run(tmp_path)

    notes = Article.objects.get().revisions.values_list("reader_note", flat=True)
    assert report.bad == []
    assert "A new trial was added." in notes


def test_a_bad_file_takes_no_good_one_with_it(tmp_path: Path) -> None:
    write(tmp_path, "one")
    write(tmp_path, "three")
    write(tmp_path, "two", key="Nobody")

    report, steps = run(tmp_path)

    assert set(Article.objects.values_list("slug", flat=True)) == {"one", "three"}
    assert [bad.path.name for bad in report.bad] == ["two.md"]
    assert steps == [(1, 3, "one.md"), (2, 3, "three.md"), (3, 3, "two.md")]


def test_related_articles_may_come_later_in_the_folder(tmp_path: Path) -> None:
    write(tmp_path, "a-first", related="z-last, nowhere")
    write(tmp_path, "z-last")

    report, _ = run(tmp_path)

    first = Article.objects.get(slug="a-first")
    assert [article.slug for article in first.related.all()] == ["z-last"]
    assert report.missing_related == {"a-first": ["nowhere"]}


def test_the_second_file_with_a_slug_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "one")
    write(tmp_path, "one", name="other")

    report, _ = run(tmp_path)

    (bad,) = report.bad
    assert isinstance(bad, BadFile)
    assert str(bad.problems[0]) == "slug: also used by one.md"


def test_an_article_whose_file_is_gone_is_reported_and_kept(tmp_path: Path) -> None:
    write(tmp_path, "one")
    run(tmp_path)
    (tmp_path / "one.md").unlink()

    report, _ = run(tmp_path)

    assert report.without_file == ["one"]
    assert Article.objects.published().count() == 1


def test_each_article_gets_its_history_with_what_to_read_next(tmp_path: Path) -> None:
    write(tmp_path, "a-first", related="z-last")
    write(tmp_path, "z-last")

    run(tmp_path)
    run(tmp_path)

    for slug, related in (("a-first", ["z-last"]), ("z-last", [])):
        line = Article.objects.get(slug=slug).revisions.get()
        assert line.reader_note == "First published."
        assert line.snapshot["related"] == related


def test_an_article_that_was_left_alone_gets_no_line(tmp_path: Path) -> None:
    write(tmp_path, "one")
    run(tmp_path)
    Article.objects.update(is_edited_here=True, title="Better")

    run(tmp_path)

    assert Article.objects.get().revisions.count() == 1
    assert Article.objects.get().title == "Better"


def test_what_pages_show_of_other_rows_is_true_after_an_import(tmp_path: Path) -> None:
    write(tmp_path, "a-first", related="z-last")
    write(tmp_path, "z-last")

    run(tmp_path)

    assert "z-last" in str(Article.objects.get(slug="a-first").page_data)
    assert ArticleText.objects.count() == 2
