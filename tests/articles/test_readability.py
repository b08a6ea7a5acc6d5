"""Reading grades are measured on what a reader reads."""

import pytest

from articles.readability import grade, longest_sentences, sentences

EASY = "You may be sore for a day. Rest if you like. Then take a short walk.\n"
HARD = (
    "Notwithstanding considerable methodological heterogeneity, contemporary multidisciplinary "
    "investigations characteristically demonstrate statistically insignificant differentiation.\n"
)


def test_long_words_and_long_sentences_raise_the_grade() -> None:
    assert grade(EASY) < 4
    assert grade(HARD) > 20
    assert grade(EASY) < grade(EASY.replace(". ", " and "))


@pytest.mark.parametrize(
    "other",
    [
        EASY.replace("day.", "day. [@Jensen2019; @NHS_sciatica] [#C58; #C59]"),
        EASY.replace("a short walk", "[a short walk](/articles/staying-active-and-lowering-risk/)"),
        EASY.replace("sore", "**sore**"),
    ],
)
def test_citations_marks_and_markup_do_not_count(other: str) -> None:
    assert grade(other) == grade(EASY)


def test_headings_items_and_cells_are_sentences_of_their_own() -> None:
    text = (
        "## In short\n\n- one of them\n- two of them\n\n"
        "| a b | c |\n|---|---|\n| d | e f |\n\n::: do\n- walk\n:::\n"
    )

    assert [(one.line, one.text) for one in sentences(text)] == [
        (1, "In short"),
        (3, "one of them"),
        (4, "two of them"),
        *((6, "a b"), (6, "c"), (8, "d"), (8, "e f")),
        *((10, "Do"), (11, "walk")),
    ]


def test_points_inside_a_sentence_do_not_end_it() -> None:
    assert grade("Pain fell from 5.8 to 4.2 with it alone.") == grade(
        "Pain fell from 58 to 42 with it alone."
    )


def test_a_text_without_words_has_the_lowest_grade() -> None:
    assert grade("") == 0
    assert grade("---\n\n| |\n|---|\n| |\n") == 0


def test_lone_marks_are_no_sentence() -> None:
    assert list(sentences("? !\n\n- &nbsp;\n")) == []


def test_the_longest_sentences_come_first_with_their_line_and_words() -> None:
    text = f"One.\n\n{'a ' * 31}end. {'b ' * 30}\n\n- {'c ' * 40}\n"

    assert [(one.line, one.words) for one in longest_sentences(text)] == [(5, 40), (3, 32)]
    assert [one.line for one in longest_sentences(text, most_words=35)] == [5]
