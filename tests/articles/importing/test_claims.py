"""The ledger is loaded as often as one likes, and keeps what an editor changed."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.importing.claims import load_claims
from articles.models import Article, Claim
from tests.factories.articles import ArticleFactory, ClaimFactory, ReferenceFactory

pytestmark = pytest.mark.django_db
ENTRY = """
- id: {key}
  section: effects
  said: "{said}"
  wording: "It may help for a while."
  verdict: partly
  grade: {grade}
  grade_note: ""
  mismatch: ""
  heard_in: [E]
  references: [{references}]
"""


@pytest.fixture(autouse=True)
def references() -> None:
    ReferenceFactory(key="A")
    ReferenceFactory(key="B")


def entry(key: str, *, said: str = "It helps.", grade: str = "low", references: str = "A") -> str:
    return ENTRY.format(key=key, said=said, grade=grade, references=references)


def write(folder: Path, *entries: str) -> Path:
    path = folder / "claims.yaml"
    path.write_text("".join(entries), encoding="utf-8")
    return path


def test_claims_are_created_in_the_order_of_the_file_with_their_references(tmp_path: Path) -> None:
    report = load_claims(path=write(tmp_path, entry("C02", references="B, A"), entry("C01")))

    assert report.created == ["C02", "C01"]
    assert list(Claim.objects.in_order().values_list("key", flat=True)) == ["C02", "C01"]
    claim = Claim.objects.get(key="C02")
    assert {reference.key for reference in claim.references.all()} == {"A", "B"}
    assert (claim.heard_in, claim.is_edited_here) == ("E", False)


def test_loading_again_writes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, entry("C01"), entry("C02"))
    load_claims(path=path)

    with CaptureQueriesContext(connection) as captured:
        report = load_claims(path=path)

    assert (report.unchanged, report.created, report.updated) == (2, [], [])
    written = [q["sql"] for q in captured if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []


def test_a_bad_entry_takes_no_good_one_with_it(tmp_path: Path) -> None:
    path = write(tmp_path, entry("C01"), entry("C02", references="Nobody"), entry("C01"))

    report = load_claims(path=path)

    assert report.created == ["C01"]
    assert [str(problem) for problem in report.problems] == [
        "line 13: C02: references: “Nobody” is not a reference",
        "line 24: C01: this id is used in line 2 as well",
    ]


def test_a_file_that_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    claim = ClaimFactory(key="C01")

    report = load_claims(path=write(tmp_path, "no list at all\n"))

    assert len(report.problems) == 1
    assert report.loaded == 0
    assert Claim.objects.get() == claim


def test_changed_words_and_references_are_taken_over_and_disturb_no_article(
    tmp_path: Path,
) -> None:
    load_claims(path=write(tmp_path, entry("C01")))
    ArticleFactory(published=True, body="It helps [#C01].\n")
    graded_on = Claim.objects.get().graded_on

    report = load_claims(path=write(tmp_path, entry("C01", said="It does.", references="B")))

    claim = Claim.objects.get()
    assert report.updated == ["C01"]
    assert report.to_review == []
    assert (claim.said, claim.graded_on, claim.is_edited_here) == ("It does.", graded_on, False)
    assert [reference.key for reference in claim.references.all()] == ["B"]
    assert Article.objects.get().status == "published"


def test_another_grade_goes_the_way_of_the_admin(tmp_path: Path) -> None:
    load_claims(path=write(tmp_path, entry("C01"), entry("C02")))
    article = ArticleFactory(published=True, body="It helps [#C01]. And more [#C02].\n")

    report = load_claims(
        path=write(tmp_path, entry("C01", grade="very-low"), entry("C02", grade="high"))
    )

    article.refresh_from_db()
    assert report.to_review == [article.slug]
    assert article.review_reason == (
        "Claim C01 was graded anew: low → very low. Claim C02 was graded anew: low → high."
    )
    assert article.revisions.count() == 1


def test_a_claim_that_was_edited_in_the_admin_is_left_alone(tmp_path: Path) -> None:
    load_claims(path=write(tmp_path, entry("C01")))
    Claim.objects.update(said="Better words.", is_edited_here=True)

    report = load_claims(path=write(tmp_path, entry("C01", grade="high")))

    assert report.left_alone == ["C01"]
    assert "--overwrite" in report.warnings[0]
    assert Claim.objects.get().said == "Better words."


def test_overwrite_replaces_what_was_edited_in_the_admin(tmp_path: Path) -> None:
    load_claims(path=write(tmp_path, entry("C01")))
    Claim.objects.update(said="Better words.", is_edited_here=True)

    report = load_claims(path=write(tmp_path, entry("C01")), overwrite=True)

    assert report.updated == ["C01"]
    assert (Claim.objects.get().said, Claim.objects.get().is_edited_here) == ("It helps.", False)


def test_an_edited_claim_that_says_what_the_file_says_needs_no_warning(tmp_path: Path) -> None:
    load_claims(path=write(tmp_path, entry("C01")))
    Claim.objects.update(is_edited_here=True)

    report = load_claims(path=write(tmp_path, entry("C01")))

    assert (report.unchanged, report.warnings) == (1, [])


def test_a_claim_that_left_the_file_stays(tmp_path: Path) -> None:
    load_claims(path=write(tmp_path, entry("C01"), entry("C02")))

    load_claims(path=write(tmp_path, entry("C01")))

    assert Claim.objects.count() == 2


def test_more_claims_take_no_more_queries(tmp_path: Path) -> None:
    counts = []
    for number in (2, 40):
        Claim.objects.all().delete()
        path = write(tmp_path, *(entry(f"C{key:02}") for key in range(number)))
        with CaptureQueriesContext(connection) as captured:
            load_claims(path=path)
        counts.append(len(captured))

    assert counts[0] == counts[1]
