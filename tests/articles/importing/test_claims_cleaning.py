"""Every entry of the claim ledger is checked, and every problem is named with its id and line."""

from pathlib import Path
from typing import Any

import pytest

from articles.choices import Verdict
from articles.importing.claims_cleaning import (
    CORRECTED,
    BadClaim,
    RawClaim,
    clean_claim,
    read_claims,
)
from articles.importing.problems import BadFile
from articles.models import Claim
from tests.factories.articles import ClaimFactory

KNOWN = frozenset({"Jensen2019", "Koes2007"})
FIELDS: dict[str, Any] = {
    "id": "C44",
    "section": "effects",
    "said": "It works as well as\n a drug.",
    "wording": "It cannot show that.",
    "verdict": "overclaimed",
    "grade": "very-low",
    "grade_note": "Rated by our editors.",
    "mismatch": "Nobody had the drug alone.",
    "heard_in": ["E", "A"],
    "references": ["Jensen2019"],
}


def raw(**changes: Any) -> RawClaim:
    fields = {name: value for name, value in {**FIELDS, **changes}.items() if value != "gone"}
    return RawClaim(7, fields)


def problems(claim: RawClaim) -> list[str]:
    with pytest.raises(BadClaim) as refused:
        clean_claim(claim, position=1, known_references=KNOWN)
    return [str(problem) for problem in refused.value.problems]


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "claims.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_good_entry_gets_its_types() -> None:
    claim = clean_claim(raw(), position=3, known_references=KNOWN)

    assert claim.key == "C44"
    assert claim.values["said"] == "It works as well as a drug."
    assert (claim.values["heard_in"], claim.values["position"]) == ("A E", 3)
    assert claim.references == ["Jensen2019"]
    assert claim.warnings == []


def test_a_claim_may_be_left_out_on_purpose() -> None:
    assert clean_claim(raw(wording=""), position=1, known_references=KNOWN).values["wording"] == ""


def test_an_unknown_field_is_noted_but_allowed() -> None:
    claim = clean_claim(raw(color="red"), position=1, known_references=KNOWN)

    assert claim.warnings == ["C44: unknown field “color” is ignored"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": "44"}, "line 7: 44: id: “44” must be like C07"),
        ({"id": None}, "line 7: id: “None” must be like C07"),
        ({"id": "C1234"}, "C1234: id: "),
        ({"section": "magic"}, "C44: section: “magic” is not one of sciatica"),
        ({"verdict": "true"}, "verdict: “true” is not one of supported"),
        ({"grade": None}, "grade: “None” is not one of high"),
        ({"said": ""}, "said: is empty"),
        ({"said": 7}, "said: must be text; put it in quotes"),
        ({"said": "x" * 301}, "said: has 301 characters, at most 300 fit"),
        ({"said": "a\x00b"}, "said: holds a character that no text may hold"),
        ({"wording": "a\ud800b"}, "wording: holds a character that no text may hold"),
        ({"wording": "gone"}, "wording: is missing"),
        ({"mismatch": ""}, "mismatch: say what the sources really show"),
        ({"heard_in": "E"}, "heard_in: must be a list"),
        ({"heard_in": ["F"]}, "heard_in: “F” is not one of the letters A to E"),
        ({"references": None}, "references: must be a list"),
        ({"references": ["Nobody1999"]}, "references: “Nobody1999” is not a reference"),
    ],
)
def test_a_wrong_field_is_named_with_id_and_line(changes: dict[str, Any], reason: str) -> None:
    assert any(reason in problem for problem in problems(raw(**changes)))


def test_all_problems_are_reported_together() -> None:
    assert len(problems(raw(said="", verdict="x", references=["No"]))) == 3


def test_entries_are_read_with_their_lines_and_a_broken_one_breaks_no_other(
    tmp_path: Path,
) -> None:
    text = (
        "# the ledger\n- id: C01\n  said: 'x'\n\n- just text\n"
        "- id: C03\n  on: 2026-02-31\n- id: C04\n  said: a\n  said: b\n"
    )

    entries = read_claims(write(tmp_path, text))

    assert [entry.line for entry in entries] == [2, 5, 6, 8]
    assert entries[0].fields == {"id": "C01", "said": "x"}
    assert "must be lines such as" in entries[1].broken
    assert "cannot be read" in entries[2].broken
    assert entries[3].broken == "said: written twice"
    assert problems(entries[3]) == ["line 8: C04: said: written twice"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "must be a list"),
        ("id: C01\n", 1, "must be a list"),
        ("- id: C01\n  said: 'x\n", 3, "end of stream"),
        ("- id: C01\n  said: [a\n- id: C02\n", 3, "expected"),
        (b"- id: \xff\n", None, "UTF-8"),
        ("- id: \x07\n", None, "cannot be read"),
        ("[" * 5_000, None, "cannot be read"),
    ],
)
def test_a_file_that_is_no_list_of_claims_is_refused(
    tmp_path: Path, text: str | bytes, line: int | None, reason: str
) -> None:
    with pytest.raises(BadFile) as refused:
        read_claims(write(tmp_path, text))

    (problem,) = refused.value.problems
    assert reason in problem.message
    assert problem.line == line


@pytest.mark.django_db
def test_the_verdicts_that_need_a_correction_are_those_of_the_corrections() -> None:
    for verdict in Verdict.values:
        ClaimFactory(verdict=verdict, mismatch="Nobody looked.")

    shown = set(Claim.objects.corrections().values_list("verdict", flat=True))

    assert shown == CORRECTED
