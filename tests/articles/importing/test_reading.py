"""A file is split into fields and text, and what is broken is named with its line."""

from pathlib import Path

import pytest

from articles.importing.problems import BadFile
from articles.importing.reading import find_files, read


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "article.md"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_fields_and_text_are_split(tmp_path: Path) -> None:
    raw = read(write(tmp_path, "---\nslug: one\ntitle: 'One'\n---\n\n## In short\n\nText.\n"))

    assert raw.fields == {"slug": "one", "title": "One"}
    assert raw.field_lines == {"slug": 2, "title": 3}
    assert raw.body == "## In short\n\nText.\n"
    assert raw.body_offset == 5


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(tmp_path: Path) -> None:
    raw = read(write(tmp_path, b"\xef\xbb\xbf---\r\nslug: one\r\n---\r\nText.\r\n"))

    assert raw.fields == {"slug": "one"}
    assert raw.body == "Text.\n"


def test_a_rule_in_the_text_does_not_end_the_fields_twice(tmp_path: Path) -> None:
    raw = read(write(tmp_path, "---\nslug: one\n---\nAbove.\n\n---\n\nBelow.\n"))

    assert raw.body == "Above.\n\n---\n\nBelow.\n"


def test_what_only_has_the_name_of_a_file_is_refused_as_a_bad_one(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere")

    for path in find_files(tmp_path):
        with pytest.raises(BadFile) as refused:
            read(path)
        assert "cannot be read" in str(refused.value.problems[0])


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("---\nrelated: " + "[" * 5_000 + "\n---\n", None, "cannot be read"),
        ("", 1, "first line"),
        ("slug: one\n", 1, "first line"),
        ("---\nslug: one\n", 2, "not closed"),
        ("---\nslug: one\ntitle: [a, b\n---\n", 3, "expected"),
        ("---\nslug: 'one\n---\n", 2, "end of stream"),
        ("---\n- a\n- b\n---\nText", 2, "title: …"),
        ("---\n1: a\n---\nText", 2, "title: …"),
        ("---\npublished_on: 2026-02-31\n---\n", None, "cannot be read"),
        (b"---\nslug: \xff\n---\n", None, "UTF-8"),
    ],
)
def test_a_broken_file_is_refused_with_its_reason(
    tmp_path: Path, text: str | bytes, line: int | None, reason: str
) -> None:
    with pytest.raises(BadFile) as refused:
        read(write(tmp_path, text))

    (problem,) = refused.value.problems
    assert reason in problem.message
    if line:
        assert problem.line == line


def test_only_markdown_files_are_found_in_a_fixed_order(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", "notes.txt"):
        (tmp_path / name).touch()

    assert [path.name for path in find_files(tmp_path)] == ["a.md", "b.md"]
