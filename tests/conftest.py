"""What holds for every test: a served site for those who look from outside, and markers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from hypothesis import settings as hypothesis_settings

from tests.browser.server import prepare, served_site

pytest_plugins = ["tests.factories.fixtures"]

# A slow machine is no counter-example; and continuous integration must answer the same twice.
hypothesis_settings.register_profile(
    "project", deadline=None, derandomize=bool(os.environ.get("CI")), print_blob=True
)
hypothesis_settings.load_profile("project")


def pytest_report_header() -> str:
    from django.conf import settings

    return f"database: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The served site has a database of its own, so its tests run once and not once per engine."""
    for item in items:
        if "site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    """Limits on sign-in count in the cache: every test begins with none used up."""
    cache.clear()


@pytest.fixture(scope="session")
def prepared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a served site begins with: filled once, and only ever copied."""
    folder = tmp_path_factory.mktemp("prepared")
    prepare(folder)
    return folder


@pytest.fixture(scope="module")
def site_folder(prepared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the served site keeps its database. No module sees what another one wrote."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(prepared_folder, folder, dirs_exist_ok=True)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def site(site_folder: Path) -> Iterator[str]:
    """The base URL of the site with demo data, served for all tests of a module."""
    with served_site(site_folder) as url:
        yield url
