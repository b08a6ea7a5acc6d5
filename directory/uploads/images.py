"""Takes in pictures: refuses what is dangerous and writes the rest anew, without anything extra."""

import io
from contextlib import suppress
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, ImageOps

from . import image_costs

#: A color profile of a camera has some kilobytes.
LARGEST_PROFILE = 1024 * 1024
STRIP_PIXELS = 250_000
#: Values between black and white in a picture of 16 bits, for each of the 8 bits that we keep.
SIXTEEN_BIT_STEP = 256


@dataclass(frozen=True)
class Use:
    """What pictures are wanted for: formats taken in, longest side in pixels, quality as JPEG."""

    formats: tuple[str, ...]
    longest: int
    quality: int
    keeps_png: bool = False


PHOTO = Use(("JPEG", "PNG", "WEBP"), longest=1600, quality=85)
#: Small print has to stay readable, and a PNG of text stays sharp only as a PNG.
SCAN = Use(("JPEG", "PNG"), longest=2400, quality=90, keeps_png=True)


@dataclass(frozen=True)
class Picture:
    """Written by us: pixels and nothing else."""

    content: bytes
    format: str
    width: int
    height: int


def take_in(data: bytes, use: Use) -> Picture:
    """Raises a `ValidationError` that says in plain words what is wrong with the file."""
    try:
        return _take_in(data, use)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise image_costs.too_many_pixels() from error
    # The parsers raise whatever they stumble over: a broken file is never an error of ours.
    except Exception as error:
        raise ValidationError(
            _(
                "We could not read this file as a photo. It may be damaged, or of another kind "
                "than its name says. Open it, save it as a JPEG and try again."
            ),
            code="unreadable",
        ) from error


def _take_in(data: bytes, use: Use) -> Picture:
    # One name for all steps, so that the memory of each is free before the next but one.
    image, raw = _decode(data, use)
    image = image.resize(_fit(raw.size, use.longest), Image.Resampling.LANCZOS)
    image = _to_srgb(image, raw.profile)
    image = _bare(image)
    _turn_upright(image, raw.orientation)
    return _write(image, "png" if use.keeps_png and raw.format == "PNG" else "jpeg", use.quality)


@dataclass(frozen=True)
class Raw:
    """What the file says about its pixels."""

    format: str
    size: tuple[int, int]
    orientation: int
    profile: bytes | None


def _decode(data: bytes, use: Use) -> tuple[Image.Image, Raw]:
    # The list of formats matters: a name or a type that was sent along says nothing.
    # The warning about 90 million pixels needs no handling, which would not be safe with threads:
    # the limit that follows is lower.
    with Image.open(image_costs.MeteredFile(data), formats=use.formats) as image:
        is_jpeg = image.format in image_costs.JPEG_FORMATS
        factor = _factor(image.size, use.longest, is_jpeg=is_jpeg)
        image_costs.check(image, data, factor)
        profile = image.info.get("icc_profile")
        raw = Raw(image.format or "", image.size, _orientation(image), profile)
        decode = _decode_jpeg if is_jpeg else _decode_in_strips
        return decode(image, factor), raw


def _factor(size: tuple[int, int], longest: int, *, is_jpeg: bool) -> int:
    """By how much the picture may shrink while it is decoded, and still be large enough."""
    whole = max(1, max(size) // longest)
    return max(step for step in (1, 2, 4, 8) if step <= whole) if is_jpeg else whole


def _fit(size: tuple[int, int], longest: int) -> tuple[int, int]:
    scale = min(1.0, longest / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _decode_jpeg(image: Image.Image, factor: int) -> Image.Image:
    """The format itself can be decoded at a half, a quarter or an eighth of its size."""
    image.draft(None, (max(1, image.width // factor), max(1, image.height // factor)))
    image.load()
    return image


def _decode_in_strips(image: Image.Image, factor: int) -> Image.Image:
    """Colors and transparency are dealt with in strips: whole copies would double the memory."""
    image.load()
    width, height = -(-image.width // factor), -(-image.height // factor)
    result = Image.new("RGB", (width, height))
    lines = max(1, STRIP_PIXELS // image.width // factor) * factor
    for top in range(0, image.height, lines):
        strip = image.crop((0, top, image.width, min(top + lines, image.height)))
        result.paste(_opaque(strip).reduce(factor), (0, top // factor))
    return result


def _opaque(image: Image.Image) -> Image.Image:
    """In red, green and blue; what was transparent is white."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value * (1 / SIXTEEN_BIT_STEP)).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Without its profile a picture of a wide color space would look pale."""
    if profile and len(profile) <= LARGEST_PROFILE:
        # A profile that cannot be used is left out, as most programs do.
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            converted = ImageCms.profileToProfile(
                image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            image = converted or image
    return image.convert("RGB")


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # what it says is broken; the picture itself need not be
        return 1


def _bare(image: Image.Image) -> Image.Image:
    """Pixels only: some of what a picture carries is written out again unless one is careful."""
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    return bare


def _turn_upright(image: Image.Image, orientation: int) -> None:
    image.getexif()[ExifTags.Base.Orientation] = orientation
    ImageOps.exif_transpose(image, in_place=True)


def _write(image: Image.Image, format: str, quality: int) -> Picture:
    target = io.BytesIO()
    if format == "png":
        image.save(target, "PNG")
    else:
        image.save(target, "JPEG", quality=quality)
    return Picture(target.getvalue(), format, image.width, image.height)
