"""Every table is accounted for: the documentation says whose data it holds, and until when."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import ForeignKey, OneToOneField

from directory.models import Therapist

TEXT = (Path(settings.BASE_DIR) / "docs" / "data-protection.md").read_text("utf-8")
LIST = TEXT.partition("\n## Every table\n")[2]
NAME = re.compile(r"`([a-z_]+\.[A-Z][A-Za-z]+)`")

ROWS = [line for line in LIST.splitlines() if line.startswith("| `")]
PERSONAL = [name for row in ROWS for name in NAME.findall(row.split("|")[1])]
OTHERS = [
    name
    for line in LIST.splitlines()
    if line.startswith("- `")
    for name in NAME.findall(line.partition(":")[0])
]


def test_every_table_is_listed_once_and_none_that_is_not_there() -> None:
    models = sorted(model._meta.label for model in apps.get_models())

    assert sorted(PERSONAL + OTHERS) == models


def test_each_line_says_what_for_whose_and_until_when() -> None:
    for row in ROWS:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 4, row
        assert all(cells), row


def test_what_hangs_on_a_person_is_never_listed_as_nobodys() -> None:
    people = {get_user_model(), Therapist}
    hanging = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | OneToOneField) and field.related_model in people
    }

    assert hanging - set(PERSONAL) == set()
