"""Apps import one way only: articles, directory, accounts, sciatica_site."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# From the highest to the lowest; each may import itself and what stands after it.
APPS = ("inquiries", "articles", "directory", "accounts", "sciatica_site")
NOT_ALLOWED = {
    "articles": {"inquiries"},
    "directory": {"inquiries", "articles"},
    "accounts": {"inquiries", "articles", "directory"},
    "sciatica_site": {"inquiries", "articles", "directory", "accounts"},
}
# Put together what the apps offer, so they may know all of them.
COMPOSITION = ("sciatica_site/urls.py", "sciatica_site/views/", "sciatica_site/management/")


def imported(source: str) -> Iterator[str]:
    """The first part of every absolute import, wherever it stands in the module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def wrong_imports(app: str) -> list[str]:
    return [
        f"{path} imports {name}"
        for file in sorted((ROOT / app).rglob("*.py"))
        if not (path := file.relative_to(ROOT).as_posix()).startswith(COMPOSITION)
        for name in imported(file.read_text())
        if name in NOT_ALLOWED[app]
    ]


@pytest.mark.parametrize("app", NOT_ALLOWED)
def test_an_app_imports_only_what_is_below_it(app: str) -> None:
    assert wrong_imports(app) == []


def test_no_app_imports_the_tests() -> None:
    found = [
        str(file.relative_to(ROOT))
        for app in APPS
        for file in sorted((ROOT / app).rglob("*.py"))
        if "tests" in set(imported(file.read_text()))
    ]

    assert found == []


def test_an_import_inside_a_function_is_seen() -> None:
    source = "def f():\n    from articles.models import Article\n    import directory.search\n"

    assert list(imported(source)) == ["articles", "directory"]
