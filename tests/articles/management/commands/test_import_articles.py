"""The command reports what it did, and fails only when it should."""

import io
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Model

from articles.data_files import read_data
from articles.models import (
    Article,
    ArticleClaim,
    ArticleReference,
    ArticleRevision,
    Claim,
    Reference,
    Topic,
)

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
CLAIMS = """- id: C01
  section: effects
  said: "It helps."
  wording: "It may ease pain for a while."
  verdict: partly
  grade: low
  grade_note: ""
  mismatch: ""
  heard_in: [A]
  references: [Jensen2019]

- id: C02
  section: effects
  said: "It always helps."
  wording: ""
  verdict: sure
  grade: low
  grade_note: ""
  mismatch: "Nobody looked."
  heard_in: []
  references: []
"""
WRITTEN: tuple[type[Model], ...] = (
    *(Topic, Reference, Claim, Article, ArticleClaim, ArticleReference, ArticleRevision),
)


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
    assert (Topic.objects.count(), Reference.objects.count()) == (7, len(read_data("references")))
    claims = len(read_data("claims"))
    assert Claim.objects.count() == claims
    assert f"{claims} claims: {claims} created, 0 updated, 0 unchanged" in out
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


def test_a_bad_claim_is_explained_and_the_others_are_loaded(folder: Path, tmp_path: Path) -> None:
    claims = tmp_path / "claims.yaml"
    claims.write_text(CLAIMS, encoding="utf-8")

    out, err = run(path=folder, claims=claims)

    assert list(Claim.objects.values_list("key", flat=True)) == ["C01"]
    assert "1 claims: 1 created, 0 updated, 0 unchanged; 0 left alone, 1 problem(s)" in out
    assert "line 12: C02: verdict: “sure” is not one of" in err
    with pytest.raises(CommandError):
        run(path=folder, claims=claims, strict=True)
    (folder / "bad.md").unlink()
    with pytest.raises(CommandError, match=r"1 problem\(s\) in the claims"):
        run(path=folder, claims=claims, strict=True)


def test_a_claim_that_was_graded_anew_names_the_articles_to_review(
    folder: Path, tmp_path: Path
) -> None:
    claims = tmp_path / "claims.yaml"
    first, _second = CLAIMS.split("\n\n")
    claims.write_text(first, encoding="utf-8")
    (folder / "good.md").write_text(GOOD.replace("2019].", "2019] [#C01]."), encoding="utf-8")
    run(path=folder, claims=claims)
    claims.write_text(first.replace("grade: low", "grade: very-low"), encoding="utf-8")

    out, _ = run(path=folder, claims=claims)

    assert "good: its review is due now" in out
    article = Article.objects.get()
    assert article.status == "review-due"
    assert article.review_reason == "Claim C01 was graded anew: low → very low."
    assert "weak evidence" in article.body_html
    lines = ArticleRevision.objects.order_by("number").values_list("kind", "reader_note")
    assert list(lines) == [
        ("imported", "First published."),
        ("review-due", "A claim in this article was graded anew; the text is being checked."),
    ]
    out, _ = run(path=folder, claims=claims)
    assert "good.md: unchanged" in out
    assert Article.objects.get().status == "review-due"


def test_a_file_of_claims_that_does_not_exist_is_said_so(folder: Path) -> None:
    with pytest.raises(CommandError, match="is not a file"):
        run(path=folder, claims=folder / "nowhere.yaml")


def test_a_failure_half_way_leaves_nothing_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("articles.importing.run.refresh", fail)

    with pytest.raises(RuntimeError):
        run(path=folder)

    assert not Topic.objects.exists()
    assert not Claim.objects.exists()
    assert not Article.objects.exists()


@pytest.mark.usefixtures("vocabulary")
def test_the_real_content_is_whole_and_a_second_import_writes_nothing() -> None:
    _, err = run(strict=True)
    before = [list(model.objects.order_by("pk").values()) for model in WRITTEN]

    out, _ = run(strict=True)

    assert err == ""
    assert "0 created, 0 updated" in out
    assert [list(model.objects.order_by("pk").values()) for model in WRITTEN] == before


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_do_the_work_of_one(folder: Path) -> None:
    start = threading.Barrier(2, timeout=20)
    results: list[str] = []

    def work() -> None:
        try:
            start.wait()
            results.append(run(path=folder)[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(results) == 2
    assert sorted("created; 1 refused" in result for result in results) == [False, True]
    assert Article.objects.get().revisions.count() == 1
    assert Claim.objects.count() == len(read_data("claims"))
