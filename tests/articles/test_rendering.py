"""Markdown becomes the HTML, contents list and word count of an article."""

from articles.rendering import count_words, render_article


def test_sections_make_the_contents_list() -> None:
    rendered = render_article("Intro.\n\n## In short [@A]\n\nText.\n\n### Detail\n\nMore.\n")

    assert [entry["text"] for entry in rendered.contents] == ["In short"]
    assert f'id="{rendered.contents[0]["id"]}"' in rendered.html


def test_citations_are_numbered_in_the_html() -> None:
    rendered = render_article("First [@B]. Second [@A].")

    assert rendered.keys == ["B", "A"]
    assert '<a href="#ref-B"><span class="visually-hidden">reference </span>1</a>' in rendered.html
    assert '<a href="#ref-A"><span class="visually-hidden">reference </span>2</a>' in rendered.html


def test_markup_in_a_text_cannot_become_a_script() -> None:
    rendered = render_article("<script>alert(1)</script> [x](javascript:alert(1)) [@A]")

    assert "<script" not in rendered.html
    assert 'href="javascript' not in rendered.html


def test_words_are_counted_as_a_reader_would() -> None:
    assert (
        count_words("<h2>In short</h2><p>It may ease pain [@A; @B] - for a <em>while</em>.</p>")
        == 9
    )


def test_tables_count_each_cell_apart() -> None:
    assert count_words("<tr><td>one</td><td>two</td></tr>") == 2
