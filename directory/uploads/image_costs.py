"""Tells what decoding a picture would cost before anything is decoded: pixels, memory, work."""

import io
from typing import cast

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

MOST_PIXELS = 25_000_000
#: Bytes that decoding may take beside the file itself.
MOST_MEMORY = 84_000_000
#: Pictures that build up in steps have about ten. A decoder goes over all pixels for each of them,
#: so a few kilobytes with thousands of steps keep it busy for minutes.
MOST_SCANS = 60
#: How often a parser may ask for more of a file. Each block of data takes three, so this is far
#: above any real picture; a file of millions of empty blocks takes seconds without it.
MOST_READS = 20_000

#: MPO is what phones make: a JPEG with more pictures after it.
JPEG_FORMATS = ("JPEG", "MPO")
START_OF_SCAN = b"\xff\xda"
#: What one pixel takes in memory; colors take four bytes, whatever there is in the file.
PIXEL_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2}
#: The decoder for WebP holds two canvases, a copy and the picture.
WEBP_PIXEL_BYTES = 16


class TooManyParts(Exception):
    """A file made of more blocks than a picture ever has."""


class MeteredFile(io.BytesIO):
    """A file that can be read only so many times."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.reads_left = MOST_READS

    def read(self, size: int | None = -1, /) -> bytes:
        self.reads_left -= 1
        if self.reads_left < 0:
            raise TooManyParts
        return super().read(size)


def check(image: Image.Image, data: bytes, shrinks_by: int) -> None:
    """For a picture of which only the header was read. Raises a `ValidationError`."""
    pixels = image.width * image.height
    if pixels > MOST_PIXELS or _memory(image, data, shrinks_by) > MOST_MEMORY:
        raise too_many_pixels()
    if image.format in JPEG_FORMATS and data.count(START_OF_SCAN) > MOST_SCANS:
        raise TooManyParts


def too_many_pixels() -> ValidationError:
    return ValidationError(
        _(
            "This picture has too many pixels. Save it smaller, for example 2,000 pixels wide, "
            "and try again."
        ),
        code="pixels",
    )


def _memory(image: Image.Image, data: bytes, shrinks_by: int) -> int:
    pixels = image.width * image.height
    small = 4 * pixels // shrinks_by**2
    if image.format == "WEBP":
        return small + WEBP_PIXEL_BYTES * pixels
    if image.format in JPEG_FORMATS:
        return small + _coefficient_bytes(cast(JpegImageFile, image), data)
    return small + PIXEL_BYTES.get(image.mode, 4) * pixels


def _coefficient_bytes(image: JpegImageFile, data: bytes) -> int:
    """A JPEG that comes in one scan is decoded line by line; any other is held as a whole."""
    header_end = image.fp.tell() if image.fp else 0
    first_scan = data.rfind(START_OF_SCAN, 0, header_end)
    components_in_scan = data[first_scan + 4]
    if not image.info.get("progressive") and components_in_scan == image.layers:
        return 0
    samplings = [(across, down) for _name, across, down, _table in image.layer]
    finest = max(across for across, _down in samplings) * max(down for _across, down in samplings)
    share = sum(across * down for across, down in samplings) / finest
    return int(2 * share * image.width * image.height)
