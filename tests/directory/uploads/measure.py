"""Takes in the files named on its command line, one after the other; prints what each costs.

A process of its own, since the memory of the test run says nothing about one file.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def peak_mebibytes() -> float:
    """The most memory since the last `forget_peak`. Elsewhere than on Linux since the start."""
    if STATUS.exists():
        line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def forget_peak() -> None:
    if CLEAR.exists():
        CLEAR.write_text("5")


def naive(data: bytes) -> str:
    """What a form without limits would do."""
    import io

    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    Image.open(io.BytesIO(data)).load()
    return "decoded"


def careful(data: bytes) -> str:
    from directory.uploads import images

    try:
        taken = images.take_in(data, images.PHOTO)
    except ValidationError as error:
        return f"refused: {error.code}"
    return f"{taken.format} {taken.width}x{taken.height}"


def main(how: str, paths: list[str]) -> None:
    settings.configure(USE_I18N=False)
    take_in = {"naive": naive, "careful": careful}[how]
    from tests.directory.uploads.files import picture

    careful(picture())
    for path in paths:
        data = Path(path).read_bytes()
        forget_peak()
        memory, started = peak_mebibytes(), time.process_time()
        outcome = take_in(data)
        report = {
            "name": Path(path).name,
            "outcome": outcome,
            "seconds": round(time.process_time() - started, 2),
            "mebibytes": round(peak_mebibytes() - memory),
        }
        sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
