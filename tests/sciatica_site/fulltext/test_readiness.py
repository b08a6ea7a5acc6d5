"""An index that is missing is noticed before a visitor does."""

from __future__ import annotations

import pytest
from django.db import connection

from directory.models import SearchText
from sciatica_site.fulltext import readiness
from sciatica_site.hooks import readiness_checks


@pytest.mark.django_db
def test_the_indexes_of_the_site_are_there() -> None:
    assert readiness.missing_indexes() == ""
    assert readiness.check_text_indexes(None, databases=["default"]) == []
    assert readiness.check_text_indexes(None, databases=None) == []


@pytest.mark.django_db
def test_a_missing_index_is_a_warning_and_not_ready() -> None:
    statements = {
        "sqlite": "DROP TRIGGER directory_searchtext_fts_delete",
        "postgresql": "DROP INDEX directory_searchtext_words",
    }
    with connection.cursor() as cursor:
        cursor.execute(statements[connection.vendor])

    (warning,) = readiness.check_text_indexes(None, databases=["default"])

    assert (warning.id, warning.obj) == ("sciatica_site.W004", SearchText)
    assert readiness.missing_indexes().startswith("directory.SearchText: missing in the database")


@pytest.mark.django_db
def test_a_table_that_does_not_exist_yet_is_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.introspection, "table_names", lambda: [])

    assert readiness.missing_indexes() == ""


def test_the_readiness_page_asks_for_it() -> None:
    assert readiness.missing_indexes in dict(readiness_checks).values()
