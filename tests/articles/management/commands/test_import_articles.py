"""The command reports what it did, and fails only when it should."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Reference, Topic

pytestmark = pytest.mark.django_db
GOOD = """---
slug: good
title: "Good"
summary: "What it tells."
question: "What is it?"
topic: safety
author: "Editorial team"
published_on: 2026-11-22
evidence_grade: low
related: [nowhere]
extra: 1
---
Text [@Jensen2019].
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.md").write_text("no fields at all\n", encoding="utf-8")
    return tmp_path


def run(**options: Any) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("import_articles", stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_the_good_file_is_loaded_and_the_bad_one_is_explained(folder: Path) -> None:
    out, err = run(path=folder)

    assert Article.objects.get().slug == "good"
    assert (Topic.objects.count(), Reference.objects.count()) == (7, 96)
    assert "[2/2] good.md: created" in out
    assert "unknown field “extra” is ignored" in out
    assert "related articles not found: nowhere" in out
    assert "1 created; 1 refused" in out
    assert "[1/2] bad.md: refused" in err
    assert "line 1: the first line must be ---" in err


def test_a_second_run_finds_nothing_to_do(folder: Path) -> None:
    run(path=folder)

    out, _ = run(path=folder)

    assert "[2/2] good.md: unchanged" in out


def test_strict_fails_because_of_one_bad_file_and_still_keeps_the_good_one(folder: Path) -> None:
    with pytest.raises(CommandError, match="1 bad file"):
        run(path=folder, strict=True)

    assert Article.objects.count() == 1


def test_it_fails_when_no_file_is_good(folder: Path) -> None:
    (folder / "good.md").unlink()

    with pytest.raises(CommandError):
        run(path=folder)


def test_an_empty_folder_is_no_failure(tmp_path: Path) -> None:
    out, _ = run(path=tmp_path)

    assert "nothing loaded" in out


def test_a_folder_that_does_not_exist_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is not a folder"):
        run(path=tmp_path / "nowhere")


def test_a_removed_file_is_reported(folder: Path) -> None:
    run(path=folder)
    (folder / "good.md").unlink()
    (folder / "bad.md").unlink()

    out, _ = run(path=folder)

    assert "good: its file is gone" in out
