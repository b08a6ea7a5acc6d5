"""What the documentation names exists: pages, commands, options, files and variables."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.utils.text import slugify

ROOT = Path(settings.BASE_DIR)
DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
EVERY_DOC = pytest.mark.parametrize("doc", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())

LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:)([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+)$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
MAKE = re.compile(r"(?:^|[\s`])make ([a-z][a-z-]*)")
MANAGE = re.compile(r"(?:manage\.py|guide-manage) ([a-z_]+)([^`\n#&|]*)")
OPTION = re.compile(r"(?<!\S)--[a-z][a-z-]*")
FOLDERS = "accounts|articles|directory|docs|sciatica_site|scripts|static|templates|tests"
OWN_PATH = re.compile(rf"(?:{FOLDERS})/[\w./*-]*")

READERS = ("text", "flag", "number", "items", "required")
#: Not for the environment of a server, so .env.example leaves them out.
NOT_FOR_SERVERS = {
    "DEBUG",  # read by the development settings only
    "WEB_PROCESS",  # set by wsgi.py and asgi.py themselves
}
VARIABLE_ROW = re.compile(r"^\| `([A-Z][A-Z_]+)` \|", re.MULTILINE)
VARIABLE_LINE = re.compile(r"^([A-Z][A-Z_]+)=", re.MULTILINE)


def code_in(text: str) -> Iterator[str]:
    """Blocks and spans of code, where commands and paths stand."""
    yield from FENCED.findall(text)
    yield from INLINE.findall(FENCED.sub("", text))


def anchors_of(page: Path) -> set[str]:
    """The ids that headings get where Markdown is shown on the web."""
    return {slugify(heading) for heading in HEADING.findall(FENCED.sub("", page.read_text()))}


def is_broken(link: str, page: Path) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists() or not target.is_relative_to(ROOT):
        return True
    return bool(anchor) and (target.suffix != ".md" or anchor not in anchors_of(target))


def variables_read(source: str) -> set[str]:
    """Names given to the readers of settings/env.py."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if name in READERS:
            given = node.args if name == "required" else node.args[:1]
            names |= {argument.value for argument in given if isinstance(argument, ast.Constant)}
    return names


def all_variables() -> set[str]:
    files = sorted((ROOT / "sciatica_site/settings").glob("*.py"))
    return {"DJANGO_SETTINGS_MODULE"}.union(*(variables_read(file.read_text()) for file in files))


def options_of(command: str) -> set[str]:
    loader = get_commands()[command]
    assert isinstance(loader, str)
    parser = load_command_class(loader, command).create_parser("manage.py", command)
    return {option for action in parser._actions for option in action.option_strings}


@EVERY_DOC
def test_every_relative_link_leads_somewhere(doc: Path) -> None:
    assert [link for link in LINK.findall(doc.read_text()) if is_broken(link, doc)] == []


@EVERY_DOC
def test_every_make_command_exists(doc: Path) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    named = {name for code in code_in(doc.read_text()) for name in MAKE.findall(code)}

    assert named - targets == set()


@EVERY_DOC
def test_every_management_command_exists_with_its_options(doc: Path) -> None:
    found = [match for code in code_in(doc.read_text()) for match in MANAGE.findall(code)]

    assert {command for command, _ in found} - get_commands().keys() == set()
    assert [
        f"{command} {option}"
        for command, rest in found
        for option in OPTION.findall(rest)
        if option not in options_of(command)
    ] == []


@EVERY_DOC
def test_every_path_of_the_project_exists(doc: Path) -> None:
    spans = INLINE.findall(FENCED.sub("", doc.read_text()))

    paths = [span for span in spans if OWN_PATH.fullmatch(span)]

    assert [path for path in paths if not any(ROOT.glob(path.rstrip("/")))] == []


def test_deployment_lists_every_variable_that_settings_read_and_no_other() -> None:
    listed = VARIABLE_ROW.findall((ROOT / "docs/deployment.md").read_text())

    assert len(listed) == len(set(listed))
    assert set(listed) == all_variables()


def test_the_example_environment_has_every_variable_that_a_server_may_set_and_no_other() -> None:
    listed = VARIABLE_LINE.findall((ROOT / ".env.example").read_text())

    assert len(listed) == len(set(listed))
    assert set(listed) == all_variables() - NOT_FOR_SERVERS


def test_every_decision_is_in_the_index_and_at_most_30_lines_long() -> None:
    index = (ROOT / "docs/adr/README.md").read_text()
    records = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))

    assert [record.name for record in records if f"({record.name})" not in index] == []
    assert [r.name for r in records if len(r.read_text().splitlines()) > 30] == []
    assert [record.name[:4] for record in records] == [
        f"{number:04}" for number in range(1, len(records) + 1)
    ]


def test_a_link_to_a_missing_page_or_heading_is_broken() -> None:
    page = ROOT / "README.md"

    assert not is_broken("docs/deployment.md#backups", page)
    assert is_broken("docs/deployment.md#no-such-heading", page)
    assert is_broken("docs/no-such-page.md", page)
    assert is_broken("../outside.md", page)


def test_variables_are_found_however_they_are_read() -> None:
    source = 'import env\nenv.required("A", "B")\nx = [text("C", "not this")]\nother("D")\n'

    assert variables_read(source) == {"A", "B", "C"}
