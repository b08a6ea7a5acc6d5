"""Every template compiles, and includes only what exists."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.template.base import Node, Template
from django.template.loader_tags import ExtendsNode, IncludeNode

FOLDER = Path(settings.BASE_DIR) / "templates"
NAMES = sorted(
    file.relative_to(FOLDER).as_posix() for file in FOLDER.rglob("*.*") if file.is_file()
)


def compiled(name: str) -> Template:
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)
    template = engine.get_template(name).template
    assert isinstance(template, Template)
    return template


def names_used(template: Template) -> set[str]:
    """Templates that this one extends or includes by a name written out."""
    kinds: tuple[tuple[type[Node], str], ...] = (
        (ExtendsNode, "parent_name"),
        (IncludeNode, "template"),
    )
    found = {
        getattr(node, attribute).var
        for kind, attribute in kinds
        for node in template.nodelist.get_nodes_by_type(kind)
    }
    return {name for name in found if isinstance(name, str)}


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles_and_so_does_what_it_uses(name: str) -> None:
    for used in names_used(compiled(name)):
        compiled(used)


@pytest.mark.parametrize("name", NAMES)
def test_a_component_gets_only_what_it_is_given(name: str) -> None:
    """With "only", the list of parameters on top of a component is the whole truth."""
    loose = [
        node.template.var
        for node in compiled(name).nodelist.get_nodes_by_type(IncludeNode)
        if str(node.template.var).startswith("components/") and not node.isolated_context
    ]

    assert loose == []
