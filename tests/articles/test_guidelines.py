"""The table of guidelines comes from a file that must make sense, and knows when it grows old."""

import copy
import datetime
from typing import Any

import pytest

from articles.guidelines import MOST_WORDS, BadGuidelines, Stance, is_old, panel, parse

TODAY = datetime.date(2026, 11, 22)
LINKS = {"NICE": "https://www.nice.org.uk/", "WHO": ""}
GUIDELINE: dict[str, Any] = {
    "key": "NICE",
    "name": "NICE guideline",
    "country": "United Kingdom",
    "year": 2016,
    "about": "Adults with back pain.",
    "checked_on": datetime.date(2026, 11, 22),
    "note": "Updated in 2020.",
    "certainty_note": "",
    "positions": {"massage": {"stance": "for", "says": "May be offered."}},
}
CONTENT: dict[str, Any] = {
    "interventions": [{"slug": "massage", "name": "Massage"}],
    "guidelines": [GUIDELINE, {**GUIDELINE, "key": "WHO"}],
}


def test_the_real_file_has_a_position_of_each_guideline_on_each_treatment() -> None:
    shown = panel(TODAY)

    assert {row.intervention.slug for row in shown.rows} >= {
        "massage",
        "exercise",
        "acupuncture",
        "spinal-manipulation",
    }
    assert [column.guideline.key for column in shown.columns][:4] == [
        "NICE_NG59",
        "KNGF2021",
        "WHO2023",
        "Qaseem2017",
    ]
    assert all(len(row.positions) == len(shown.columns) for row in shown.rows)
    assert all(column.guideline.url.startswith("https://") for column in shown.columns)


def test_the_real_guidelines_disagree_about_massage() -> None:
    massage = next(row for row in panel(TODAY).rows if row.intervention.slug == "massage")
    stances = dict(
        zip(
            (column.guideline.key for column in panel(TODAY).columns),
            (position.stance for position in massage.positions),
            strict=True,
        )
    )

    assert massage.disagree
    assert stances["NICE_NG59"] == Stance.WITH_CONDITIONS
    assert stances["KNGF2021"] == Stance.AGAINST


def test_the_college_s_guideline_is_said_to_have_expired() -> None:
    college = next(c.guideline for c in panel(TODAY).columns if c.guideline.key == "Qaseem2017")

    assert "expired" in " ".join(college.notes)


@pytest.mark.parametrize(
    ("checked_on", "today", "old"),
    [
        ("2026-11-22", "2026-11-22", False),
        ("2026-11-22", "2028-11-22", False),
        ("2026-11-22", "2028-11-23", True),
        ("2026-11-30", "2028-11-29", False),
        ("2024-02-29", "2026-02-28", False),
        ("2024-02-29", "2026-03-01", True),
        ("2026-12-31", "2029-01-01", True),
    ],
)
def test_what_was_checked_more_than_two_years_ago_is_old(
    checked_on: str, today: str, old: bool
) -> None:
    assert is_old(*map(datetime.date.fromisoformat, (checked_on, today))) is old


def test_the_table_of_a_later_day_shows_its_age() -> None:
    later = panel(datetime.date(2030, 1, 1))

    assert all(column.is_old for column in later.columns)


def test_what_the_file_says_is_read() -> None:
    interventions, guidelines = parse(CONTENT, LINKS)

    assert interventions[0].name == "Massage"
    assert guidelines[0].notes == ("Updated in 2020.",)
    assert guidelines[0].url == "https://www.nice.org.uk/"
    assert guidelines[0].positions["massage"].says == "May be offered."


@pytest.mark.parametrize(
    ("where", "value", "reason"),
    [
        (["guidelines", 0, "key"], "Nobody", "Nobody: there is no such reference"),
        (["guidelines", 0, "key"], "WHO", "WHO: there are two of this name"),
        (["guidelines", 0, "checked_on"], "2026-11-22", "NICE: checked_on is a date"),
        (["guidelines", 0, "year"], "2016", "NICE: checked_on is a date"),
        (["guidelines", 0, "positions"], {}, "NICE: its positions are massage"),
        (["guidelines", 0, "positions", "massage", "stance"], "maybe", "“maybe” is no stance"),
        (["guidelines", 0, "positions", "massage", "says"], " ", "has 1 to 25 words"),
        (
            ["guidelines", 0, "positions", "massage", "says"],
            "word " * (MOST_WORDS + 1),
            "has 1 to 25 words",
        ),
        (["guidelines", 0], {"key": "NICE"}, "a field is missing"),
        (["guidelines"], None, "a field is missing"),
        (["interventions", 0], {"slug": "massage"}, "a field is missing"),
        (["interventions", 0, "color"], "red", "a field is missing, unknown"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused(where: list[Any], value: Any, reason: str) -> None:
    content: Any = copy.deepcopy(CONTENT)
    part = content
    for step in where[:-1]:
        part = part[step]
    part[where[-1]] = value

    with pytest.raises(BadGuidelines, match=reason):
        parse(content, LINKS)
