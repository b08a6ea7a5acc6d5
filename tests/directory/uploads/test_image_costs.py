"""Bombs are refused from their header; what is accepted stays below a known price."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from directory.uploads import image_costs
from tests.directory.uploads import files

MOST_MEBIBYTES = 100
#: Of processor time, so that a busy machine proves nothing.
MOST_SECONDS = 1


def measured(how: str, folder: Path, samples: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    for name, data in samples.items():
        (folder / name).write_bytes(data)
    result = subprocess.run(  # noqa: S603 (this program, with files made above)
        [
            *(sys.executable, "-m", "tests.directory.uploads.measure", how),
            *(str(folder / name) for name in samples),
        ],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    return {line["name"]: line for line in map(json.loads, result.stdout.splitlines())}


def test_a_bomb_is_refused_at_once_and_never_decoded(tmp_path: Path) -> None:
    reports = measured("careful", tmp_path, files.bombs()).values()

    assert [one for one in reports if not one["outcome"].startswith("refused: ")] == []
    assert [one for one in reports if one["mebibytes"] >= MOST_MEBIBYTES / 10] == []
    assert [one for one in reports if one["seconds"] >= MOST_SECONDS / 2] == []


def test_the_costliest_picture_of_each_kind_stays_below_a_second_and_100_mebibytes(
    tmp_path: Path,
) -> None:
    # Each in a process of its own: memory that one has left behind would serve the next.
    reports = [
        measured("careful", tmp_path, {name: data})[name] for name, data in files.largest().items()
    ]

    assert [one for one in reports if not one["outcome"].startswith("jpeg ")] == []
    assert [one for one in reports if one["mebibytes"] >= MOST_MEBIBYTES] == []
    assert [one for one in reports if one["seconds"] >= MOST_SECONDS] == []


def test_the_measurement_sees_a_bomb_that_goes_off(tmp_path: Path) -> None:
    report = measured("naive", tmp_path, {"bomb": files.packed_bomb()})["bomb"]

    assert report["mebibytes"] > MOST_MEBIBYTES


def test_a_file_can_be_read_so_often_and_no_more() -> None:
    file = image_costs.MeteredFile(b"abc")
    for _time in range(image_costs.MOST_READS):
        file.read(0)

    with pytest.raises(image_costs.TooManyParts):
        file.read(0)
