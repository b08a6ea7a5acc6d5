"""What is found and how relevant it is: the same on SQLite and PostgreSQL, by a rule in Python."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sciatica_site.fulltext import TextQuery, parse, search, stored
from tests.sciatica_site.fulltext.pages import COLUMNS, Page, problem, reference, write

pytestmark = pytest.mark.usefixtures("pages")

#: Accents, apostrophes, plurals, synonyms, and words that are syntax to a database.
CORPUS = {
    1: ("José Núñez", "Deep tissue massage", "I work with runners who have a slipped disc."),
    2: ("Siobhán O’Brien", "Massage de tejido profundo", "Herniated discs; sciatic nerve pain."),
    3: ("Sciatica and the piriformis", "Buttock pain", "What a bulging disk is."),
    4: ("Jane Doe", "Sciatica, trigger point massage", "Knots near the piriformis of a runner."),
    5: ("Naïve Café", "", "Licensed since 2004. Certified, too. Prénatal."),
    6: ("And Or Not Near", "AND OR NOT NEAR", "and or not near 1e5x 12abc 0x1f L5-S1"),
    7: ("", "", ""),
}

A_WORD = st.sampled_from(sorted(stored([str(CORPUS)]).split()))
A_COLUMN = st.lists(A_WORD)

EXPECTED = [
    ("jose", {1: 3}),
    ("JOSÉ nunez", {1: 3}),
    ("nunez jose", {1: 3}),
    ("obrien", {2: 3}),
    ("O'Brien", {2: 3}),
    ("o´brien siobhan", {2: 3}),
    ("massages", {1: 2, 2: 2, 4: 2}),
    ("deep-tissue", {1: 2}),
    ("slipped discs", {1: 1, 2: 1, 3: 1}),
    ("herniated disk", {1: 1, 2: 1, 3: 1}),
    ("sciatica", {2: 1, 3: 3, 4: 2}),
    ("sciatic", {2: 1, 3: 3, 4: 2}),
    ("piriformis runner sciatica", {4: 1}),
    ("sciatica piriformis", {3: 3, 4: 1}),
    ("sciatica buttock", {3: 2}),
    ("trigger points", {4: 2}),
    ("knot", {4: 2}),
    ("running jose", {1: 1}),
    ("jose deep", {1: 2}),
    ("license", {5: 1}),
    ("licence", {5: 1}),
    ("certification", {5: 1}),
    ("pregnant", {5: 1}),
    ("naive cafe", {5: 3}),
    ("2004", {5: 1}),
    ("not", {6: 3}),
    ("1e5x", {6: 1}),
    ("12abc 0x1f", {6: 1}),
    ("L5/S1", {6: 1}),
    ("sciatica unicorn", {}),
    ("sciat", {}),
    ("the", {}),
    ("", {}),
]

NASTY = [
    "\0",
    "sciatica\0",
    '"',
    '"sciatica',
    "'sciatica'",
    "''; DROP TABLE test_page; --",
    "*",
    "sciat*",
    "NEAR(sciatica piriformis)",
    "NEAR",
    "AND",
    "sciatica AND",
    "OR OR OR",
    "NOT sciatica",
    "title:sciatica",
    "{title} : sciatica",
    "^sciatica",
    "sciatica:*",
    "sciatica & !piriformis | x <-> y",
    "(((",
    "-sciatica",
    "+sciatica",
    "%s %(x)s %",
    "{} {0} {index}",
    "\\",
    "🙂",
    "🙂 sciatica 🙂",
    "坐骨神经痛",
    "\ud800",
    "the of and",
    "a" * 10_000,
    "sciatica " * 1_200,
    "\u0301" * 500,
]


@pytest.fixture
def corpus(pages: None) -> None:
    for number, texts in CORPUS.items():
        write(number, *texts)


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize(("text", "found"), EXPECTED)
def test_these_are_found_with_this_relevance(text: str, found: dict[int, int]) -> None:
    assert search(Page, parse(text)) == found
    assert reference(CORPUS, parse(text)) == found


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize("text", NASTY)
def test_nothing_that_is_typed_is_syntax(text: str) -> None:
    query = parse(text)

    assert search(Page, query) == reference(CORPUS, query)


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize("word", ["and", "or", "not", "near", "true", "null", "rowid", "rank"])
def test_a_word_that_a_database_knows_is_a_word(word: str) -> None:
    query = TextQuery((word,))

    assert set(search(Page, query)) == ({6} if word == "not" else set())


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.integers(1, 10_000),
        st.tuples(
            *[st.lists(st.sampled_from(sorted(stored([str(CORPUS)]).split()))) for _ in COLUMNS]
        ),
        max_size=8,
    ),
    st.lists(st.sampled_from(sorted(stored([str(CORPUS)]).split())), max_size=4),
)
def test_the_database_follows_the_rule(
    texts: dict[int, tuple[list[str], ...]], asked: list[str]
) -> None:
    with transaction.atomic():
        pages = {number: tuple(map(" ".join, columns)) for number, columns in texts.items()}
        for number, columns in pages.items():
            write(number, *columns)
        query = TextQuery(tuple(dict.fromkeys(asked)))

        found = search(Page, query)

        transaction.set_rollback(True)
    assert found == reference(pages, query)


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(), max_size=3), st.text())
def test_any_text_can_be_written_and_asked(texts: list[str], asked: str) -> None:
    with transaction.atomic():
        texts = [*texts, asked]
        pages = {number: ("", "", text) for number, text in enumerate(texts, start=1)}
        for number, columns in pages.items():
            write(number, *columns)

        found = search(Page, parse(asked))

        transaction.set_rollback(True)
    assert found == reference(pages, parse(asked))


@pytest.mark.usefixtures("corpus")
def test_a_search_is_one_statement_and_none_without_words() -> None:
    with CaptureQueriesContext(connection) as queries:
        search(Page, parse("sciatica piriformis"))
        search(Page, parse("the"))

    assert len(queries) == 1


def test_neither_length_nor_repetition_counts() -> None:
    write(1, body="sciatica")
    write(2, body="sciatica " * 50 + "and many more words " * 200)

    assert search(Page, parse("sciatica")) == {1: 1, 2: 1}


def test_each_change_changes_what_is_found() -> None:
    page = write(1, title="sciatica")
    assert search(Page, parse("sciatica")) == {1: 3}

    page.title, page.body = stored(["piriformis"]), stored(["sciatica"])
    page.save()
    assert search(Page, parse("sciatica")) == {1: 1}

    Page.objects.update(body=stored(["stenosis"]))
    assert search(Page, parse("sciatica")) == {}
    assert search(Page, parse("stenosis piriformis")) == {1: 1}

    Page.objects.filter(pk=1).update(number=2)
    assert search(Page, parse("stenosis")) == {2: 1}

    Page.objects.bulk_create(
        [Page(number=number, title="stenosi", summary="", body="") for number in (2, 3)],
        update_conflicts=True, update_fields=["title", "body"], unique_fields=["number"],
    )  # fmt: skip
    assert search(Page, parse("stenosis")) == {2: 3, 3: 3}
    assert search(Page, parse("piriformis")) == {}

    Page.objects.filter(number=3).delete()
    assert search(Page, parse("stenosis")) == {2: 3}

    Page.objects.all().delete()
    assert search(Page, parse("stenosis")) == {}


def test_what_is_rolled_back_is_not_found() -> None:
    with transaction.atomic():
        write(1, title="sciatica")
        transaction.set_rollback(True)

    assert search(Page, parse("sciatica")) == {}
    assert problem() == ""
