"""The migration operation that gives a text model its full text index.

It changes nothing that Django knows of, so the state stays as it is. On SQLite, Django carries
out most changes of a table by making it anew, **and the triggers of the old one are lost**: after
an operation on a text model (AddField, AlterField, RenameField …) list `CreateTextIndex` again in
the same migration. It replaces what is there and reads all rows anew. The system check
`sciatica_site.W004` and the readiness page find an index that is missing (`readiness.py`).
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from .engine import TextTable, engine_of


class CreateTextIndex(Operation):
    """`columns` are the names of the fields that hold words, strongest first."""

    reversible = True
    reduces_to_sql = True
    atomic = True

    def __init__(self, model_name: str, columns: Sequence[str]) -> None:
        self.model_name = model_name
        self.columns = tuple(columns)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        values = {"model_name": self.model_name, "columns": self.columns}
        return self.__class__.__qualname__, [], values

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The index is the database's own business."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            table = TextTable.of(model, self.columns)
            engine_of(schema_editor.connection).create(schema_editor, table)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            table = TextTable.of(model, self.columns)
            engine_of(schema_editor.connection).drop(schema_editor, table)

    def describe(self) -> str:
        return f"Index the words of {self.model_name}"

    @property
    def migration_name_fragment(self) -> str:
        return f"{self.model_name.lower()}_words"
