"""The migration that makes the index, takes it away, and repairs it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import NotSupportedError, connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import OperationWriter

from sciatica_site.fulltext import parse, search, sqlite
from sciatica_site.fulltext.engine import engine_of
from sciatica_site.fulltext.operations import CreateTextIndex
from tests.sciatica_site.fulltext.pages import COLUMNS, TABLE, Page, problem, write

APP = "sciatica_site"

create_model = migrations.CreateModel(
    "Page",
    fields=[
        ("number", models.PositiveIntegerField(primary_key=True)),
        *((name, models.TextField()) for name in COLUMNS),
    ],
    options={"db_table": Page._meta.db_table},
)
create_index = CreateTextIndex("Page", columns=COLUMNS)


def forwards(operation: Operation, state: ProjectState) -> ProjectState:
    after = state.clone()
    operation.state_forwards(APP, after)
    with connection.schema_editor() as editor:
        operation.database_forwards(APP, editor, state, after)
    return after


def backwards(operation: Operation, state: ProjectState) -> None:
    before = state.clone()
    with connection.schema_editor() as editor:
        operation.database_backwards(APP, editor, state, before)


@pytest.fixture
def state(transactional_db: None) -> Iterator[ProjectState]:
    state = forwards(create_model, ProjectState())
    yield state
    with connection.schema_editor() as editor:
        engine_of(connection).drop(editor, TABLE)
        editor.delete_model(Page)


def test_rows_that_are_there_already_are_found(state: ProjectState) -> None:
    write(1, title="sciatica")

    forwards(create_index, state)
    write(2, body="sciatica")

    assert search(Page, parse("sciatica")) == {1: 3, 2: 1}


def test_it_can_be_taken_back_and_the_table_stays(state: ProjectState) -> None:
    forwards(create_index, state)
    assert problem() == ""

    backwards(create_index, state)

    assert problem().startswith("missing in the database: test_page_")
    write(1, title="sciatica")
    assert Page.objects.count() == 1


def test_repeating_it_repairs_the_index(state: ProjectState) -> None:
    forwards(create_index, state)
    write(1, title="sciatica")

    forwards(create_index, state)

    assert search(Page, parse("sciatica")) == {1: 3}
    Page.objects.all().delete()
    assert search(Page, parse("sciatica")) == {}


def test_a_change_of_the_table_needs_it_again_on_sqlite(state: ProjectState) -> None:
    """Django makes the table anew there, and the triggers go; this keeps the warning true."""
    forwards(create_index, state)
    alter = migrations.AlterField("Page", "body", models.TextField(null=True))
    changed = forwards(alter, state)

    assert bool(problem()) is (connection.vendor == "sqlite")

    forwards(create_index, changed)
    write(1, title="sciatica")
    assert problem() == ""
    assert search(Page, parse("sciatica")) == {1: 3}


def test_the_state_of_the_models_stays_as_it_is() -> None:
    state = ProjectState()

    create_index.state_forwards(APP, state)

    assert state == ProjectState()


def test_it_is_written_into_migrations() -> None:
    text, imports = OperationWriter(create_index, indentation=0).serialize()

    assert text.startswith("sciatica_site.fulltext.operations.CreateTextIndex(")
    assert imports == {"import sciatica_site.fulltext.operations"}
    assert create_index.describe() == "Index the words of Page"
    assert create_index.migration_name_fragment == "page_words"
    assert create_index.deconstruct()[2] == {"model_name": "Page", "columns": COLUMNS}


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="how SQLite was built")
def test_a_sqlite_without_fts5_is_told_so_in_words(
    state: ProjectState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_HAS_FTS5", "SELECT 1 WHERE false")

    with pytest.raises(NotSupportedError, match=r"built without FTS5.*or PostgreSQL"):
        forwards(create_index, state)


def test_another_database_is_told_so_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "oracle")

    with pytest.raises(NotSupportedError, match="works on SQLite and PostgreSQL, not on"):
        engine_of(connection)
