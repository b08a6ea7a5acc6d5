"""Files as people and attackers send them, made on the spot."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin

RED, BLUE = (200, 30, 40), (20, 60, 200)


def encoded(image: Image.Image, format: str, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, format, **options)
    return target.getvalue()


def picture(
    format: str = "JPEG",
    size: tuple[int, int] = (60, 40),
    color: tuple[int, int, int] = RED,
    **options: Any,
) -> bytes:
    return encoded(Image.new("RGB", size, color), format, **options)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def talkative_jpeg() -> bytes:
    """Says where, with what and by whom it was taken, in every way there is."""
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = "SECRET-DESCRIPTION", "SECRET-ARTIST"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (39.0, 44.0, 20.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return picture(
        exif=exif, icc_profile=profile, comment=b"SECRET-COMMENT", xmp=b"<x>SECRET-XMP</x>"
    )


def talkative_png() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "SECRET-ARTIST")
    info.add_itxt("XML:com.adobe.xmp", "<x>SECRET-XMP</x>")
    exif = Image.Exif()
    exif[0x010E] = "SECRET-DESCRIPTION"
    return picture("PNG", pnginfo=info, exif=exif)


def chunk(kind: bytes, data: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + checksum


def png_of(width: int, height: int, *chunks: bytes) -> bytes:
    """A header that says this, and hardly any data."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"\0" * 400))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + data + chunk(b"IEND", b"")


def jpeg_of(width: int, height: int) -> bytes:
    data = picture()
    start = data.index(b"\xff\xc0") + 5
    return data[:start] + struct.pack(">HH", height, width) + data[start + 4 :]


def webp_of(width: int, height: int) -> bytes:
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + bytes(4) + canvas
    return b"RIFF" + struct.pack("<I", len(body)) + body


def packed_bomb() -> bytes:
    """A real PNG of 20 kB that becomes 169 million pixels."""
    return encoded(Image.new("1", (13_000, 13_000)), "PNG")


def many_scans(times: int) -> bytes:
    """A progressive JPEG whose last step is repeated; each costs 50 bytes and all its pixels."""
    data = encoded(Image.new("RGB", (4000, 4000), "gray"), "JPEG", progressive=True)
    last_step = data[data.rfind(b"\xff\xc4", 0, data.rfind(b"\xff\xda")) : -2]
    return data[:-2] + last_step * times + data[-2:]


def animation(format: str, frames: int) -> bytes:
    first, *others = (Image.new("RGB", (64, 64), (at % 256, 0, 0)) for at in range(frames))
    return encoded(first, format, save_all=True, append_images=others)


def noise(width: int, height: int) -> Image.Image:
    """As hard to pack as a photo gets."""
    return Image.effect_noise((width, height), 40).convert("RGB")


MEBIBYTE = 1024 * 1024
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def gif_with_html() -> bytes:
    return picture("GIF") + HTML


def pdf_with(text: bytes) -> bytes:
    return PDF.replace(b"/Type/Catalog", b"/Type/Catalog " + text)


def bombs() -> dict[str, bytes]:
    """None of these is decoded at all."""
    return {
        "png of 169 megapixels": packed_bomb(),
        "png header": png_of(60_000, 60_000),
        "png header, just too large": png_of(5_001, 5_000),
        "jpeg header": jpeg_of(65_000, 65_000),
        "webp header": webp_of(16_383, 16_383),
        "webp of 24 megapixels": webp_of(4_900, 4_900),
        "png of a million empty blocks": png_of(10, 10, chunk(b"abCd", b"") * 690_000),
        "jpeg of two million comments": picture()[:2]
        + b"\xff\xfe\x00\x02" * 2_000_000
        + picture()[2:],
        "jpeg of filling": picture()[:2] + b"\xff" * 8_000_000 + picture()[2:],
        "jpeg of a thousand scans": many_scans(1_000),
        "png with a packed text of 64 MB": png_of(
            10, 10, chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 64_000_000))
        ),
    }


def largest() -> dict[str, bytes]:
    """The costliest of each kind that is accepted."""
    big = Image.linear_gradient("L").resize((4_990, 4_990)).convert("RGB")
    return {
        "jpeg of 25 megapixels": encoded(big, "JPEG", quality=55),
        "progressive jpeg": encoded(big.crop((0, 0, 4_200, 4_200)), "JPEG", progressive=True),
        "jpeg that hardly shrinks": encoded(big.crop((0, 0, 3_199, 3_199)), "JPEG"),
        "jpeg with many scans": many_scans(45),
        "png with transparency": encoded(Image.new("RGBA", (4_050, 4_050), (9, 9, 9, 99)), "PNG"),
        "png that hardly shrinks": encoded(Image.new("RGB", (3_199, 3_199)), "PNG"),
        "webp": encoded(big.crop((0, 0, 2_040, 2_040)), "WEBP", quality=40),
        "animated png": animation("PNG", 1_000),
    }
