"""Pictures come out written anew: right side up, of the right color, and silent about the rest."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from PIL import ExifTags, Image, ImageCms

from directory.uploads import images
from tests.directory.uploads import files
from tests.directory.uploads.files import BLUE, RED, encoded, opened, picture


def is_near(pixel: object, color: tuple[int, int, int], tolerance: int = 12) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) <= tolerance for a, b in zip(pixel, color, strict=True))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_each_format_becomes_a_jpeg_of_the_same_colors(format: str) -> None:
    taken = images.take_in(picture(format), images.PHOTO)

    result = opened(taken.content)
    assert (result.format, result.mode, result.size) == ("JPEG", "RGB", (60, 40))
    assert (taken.format, taken.width, taken.height) == ("jpeg", 60, 40)
    assert is_near(result.getpixel((30, 20)), RED)


@pytest.mark.parametrize("data", [files.talkative_jpeg(), files.talkative_png()])
@pytest.mark.parametrize("use", [images.PHOTO, images.SCAN])
def test_nothing_that_a_file_says_about_itself_is_left(data: bytes, use: images.Use) -> None:
    assert b"SECRET" in data

    content = images.take_in(data, use).content

    result = opened(content)
    assert b"SECRET" not in content
    assert dict(result.getexif()) == {}
    assert set(result.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_tail_of_another_kind_is_gone() -> None:
    for data in (picture() + files.HTML, picture("PNG") + b"PK\x03\x04" + files.HTML):
        assert b"script" not in images.take_in(data, images.PHOTO).content


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1600, 1600), (1600, 1600)),
        ((1601, 800), (1600, 800)),
        ((3300, 2200), (1600, 1067)),
        ((5000, 400), (1600, 128)),
        ((400, 5000), (128, 1600)),
        ((9000, 1), (1600, 1)),
        ((1, 1), (1, 1)),
    ],
)
@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_it_fits_within_1600_pixels_and_never_grows(
    format: str, size: tuple[int, int], expected: tuple[int, int]
) -> None:
    taken = images.take_in(picture(format, size), images.PHOTO)

    assert opened(taken.content).size == expected == (taken.width, taken.height)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_it_stands_upright(format: str, orientation: int) -> None:
    """The corner that a camera marked as the upper left one ends up there."""
    upright = Image.new("RGB", (80, 48), BLUE)
    upright.paste(RED, (0, 0, 24, 24))
    # What a camera that was held another way has stored.
    undo = {
        1: [],
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }[orientation]
    stored = upright
    for step in undo:
        stored = stored.transpose(step)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation

    result = opened(images.take_in(encoded(stored, format, exif=exif), images.PHOTO).content)

    assert result.size == (80, 48)
    assert is_near(result.getpixel((6, 6)), RED)
    assert is_near(result.getpixel((70, 6)), BLUE)
    assert is_near(result.getpixel((6, 40)), BLUE)


@pytest.mark.parametrize("orientation", [0, 9, 65_535])
def test_a_direction_that_does_not_exist_is_ignored(orientation: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation

    assert images.take_in(picture(exif=exif), images.PHOTO).width == 60


# The library warns, which only tests turn into an error.
@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_broken_notes_of_a_camera_do_not_spoil_its_picture() -> None:
    taken = images.take_in(picture(exif=b"Exif\0\0II*\0\xff\xff\xff\xff"), images.PHOTO)

    assert taken.width == 60


def test_what_was_transparent_is_white() -> None:
    clear = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    half = Image.new("RGBA", (50, 50), (0, 0, 0, 128))
    palette = clear.quantize(4)
    key = encoded(Image.new("RGB", (50, 50), RED), "PNG", transparency=RED)
    gray = encoded(Image.new("LA", (50, 50), (0, 0)), "PNG")

    def middle(data: bytes) -> object:
        return opened(images.take_in(data, images.PHOTO).content).getpixel((25, 25))

    assert middle(encoded(clear, "PNG")) == (255, 255, 255)
    assert middle(encoded(clear, "WEBP", lossless=True)) == (255, 255, 255)
    assert middle(encoded(palette, "PNG")) == (255, 255, 255)
    assert middle(key) == (255, 255, 255)
    assert middle(gray) == (255, 255, 255)
    assert is_near(middle(encoded(half, "PNG")), (127, 127, 127))


@pytest.mark.parametrize("mode", ["1", "L", "P", "I;16", "CMYK"])
def test_every_way_to_store_white_gives_white(mode: str) -> None:
    white = {"1": 1, "L": 255, "P": 255, "I;16": 65_535, "CMYK": (0, 0, 0, 0)}[mode]
    image = Image.new("L", (50, 50), 255).convert("P") if mode == "P" else None
    image = image or Image.new(mode, (50, 50), white)
    data = encoded(image, "JPEG" if mode == "CMYK" else "PNG")

    result = opened(images.take_in(data, images.PHOTO).content)

    assert result.getpixel((25, 25)) == (255, 255, 255)


def test_strips_of_a_large_picture_meet_without_a_seam() -> None:
    image = Image.linear_gradient("L").resize((3500, 2900)).convert("RGBA")

    result = opened(images.take_in(encoded(image, "PNG"), images.PHOTO).content)

    column = [result.getpixel((800, y)) for y in range(result.height)]
    steps = [after[0] - before[0] for before, after in pairwise(column)]
    assert result.size == (1600, 1326)
    assert column[0][0] <= 2 and column[-1][0] >= 253
    assert all(-2 <= step <= 3 for step in steps)


def test_colors_of_another_space_are_converted() -> None:
    """In this space red and blue have changed places."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    data = picture(icc_profile=bytes(profile))

    result = opened(images.take_in(data, images.PHOTO).content)

    assert is_near(result.getpixel((30, 20)), RED[::-1], 30)


def test_a_profile_that_is_nonsense_or_for_other_colors_is_left_out() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for profile in (b"nonsense" * 40, lab, b"x" * (images.LARGEST_PROFILE + 1)):
        result = opened(images.take_in(picture(icc_profile=profile), images.PHOTO).content)
        assert is_near(result.getpixel((30, 20)), RED)


def test_of_an_animation_the_first_frame_is_kept() -> None:
    for format in ("PNG", "WEBP"):
        result = opened(images.take_in(files.animation(format, 20), images.PHOTO).content)
        assert result.getpixel((30, 30)) == (0, 0, 0)
        assert getattr(result, "n_frames", 1) == 1


def test_a_scan_keeps_more_pixels_and_a_png_stays_one() -> None:
    jpeg = images.take_in(picture(size=(3000, 1500)), images.SCAN)
    png = images.take_in(picture("PNG", (3000, 1500)), images.SCAN)

    assert (jpeg.format, jpeg.width) == ("jpeg", 2400)
    assert (png.format, png.width, opened(png.content).format) == ("png", 2400, "PNG")


@pytest.mark.parametrize("format", ["GIF", "BMP", "TIFF", "ICO", "PPM", "ICNS"])
def test_other_formats_are_refused_whatever_their_name(format: str) -> None:
    with pytest.raises(ValidationError, match="could not read this file as a photo"):
        images.take_in(picture(format, (64, 64)), images.PHOTO)


def test_a_webp_is_no_scan() -> None:
    with pytest.raises(ValidationError, match="could not read"):
        images.take_in(picture("WEBP"), images.SCAN)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        files.SVG,
        files.HTML,
        files.PDF,
        files.EICAR,
        files.gif_with_html(),
        files.HTML + picture(),
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"RIFF\xff\xff\xff\xffWEBPVP8 ",
        files.png_of(0, 5),
        files.png_of(10, 10)[:50],
    ],
)
def test_what_is_no_picture_is_refused_in_plain_words(data: bytes) -> None:
    with pytest.raises(ValidationError, match="could not read this file as a photo"):
        images.take_in(data, images.PHOTO)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_breaks_off_or_is_damaged_never_fails_otherwise(format: str) -> None:
    whole = encoded(files.noise(80, 60), format)
    broken = [whole[:length] for length in range(0, len(whole) - 1, max(1, len(whole) // 60))]
    damaged = [
        whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        for at in range(0, len(whole), max(1, len(whole) // 120))
    ]

    refused = 0
    for data in (*broken, *damaged):
        try:
            images.take_in(data, images.PHOTO)
        except ValidationError:
            refused += 1

    assert refused >= len(broken) / 2


def test_too_many_pixels_are_called_by_their_name() -> None:
    with pytest.raises(ValidationError, match="too many pixels"):
        images.take_in(files.png_of(5_001, 5_000), images.PHOTO)
