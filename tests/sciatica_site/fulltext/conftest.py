"""The table of the text model that these tests write to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.sciatica_site.fulltext.pages import drop_page_table, make_page_table


@pytest.fixture(scope="module")
def _page_table(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        make_page_table()
    yield
    with django_db_blocker.unblock():
        drop_page_table()


@pytest.fixture
def pages(_page_table: None, db: None) -> None:
    """Pages can be written; each test begins with none."""
