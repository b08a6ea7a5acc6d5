"""A text falls into blocks, each with its line, its source and its words."""

from articles.blocks import Block, blocks


def test_paragraphs_items_headings_and_rows_are_blocks_with_their_lines() -> None:
    text = (
        "## One\n\nTwo\nlines. [@A]\n\n- three\n  - *four*\n\n"
        "| a | b |\n|---|---|\n| c [@A] | d |\n"
    )

    assert blocks(text) == [
        Block(1, "One", ("One",)),
        Block(3, "Two\nlines. [@A]", ("Two lines. [@A]",)),
        Block(6, "three", ("three",)),
        Block(7, "*four*", ("four",)),
        Block(9, "a | b", ("a", "b")),
        Block(11, "c [@A] | d", ("c [@A]", "d")),
    ]


def test_the_heading_and_the_lines_of_a_directive_are_blocks() -> None:
    found = blocks("x\n\n::: care soon See a doctor if:\n- it lasts\n:::\n")

    assert [(block.line, block.text) for block in found] == [
        (1, "x"),
        (3, "See a doctor if:"),
        (4, "it lasts"),
    ]


def test_words_are_free_of_markup_targets_and_curly_apostrophes() -> None:
    (block,) = blocks("It\u2019s `code`, a [link](/risk/) \\*\n")

    assert block.text == "It's code, a link *"


def test_empty_cells_hold_no_words() -> None:
    assert blocks("| |\n|---|\n") == [Block(1, "", ())]
