"""PDFs are looked at from outside only; open signs of activity are refused."""

from __future__ import annotations

import os

import pytest
from django.core.exceptions import ValidationError

from directory.uploads import pdf
from tests.directory.uploads import files
from tests.directory.uploads.files import PDF, pdf_with


@pytest.mark.parametrize("tail", [b"", b"\n", b"\r\n\0\0"])
def test_a_plain_pdf_passes(tail: bytes) -> None:
    pdf.check(PDF.rstrip() + tail)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        files.EICAR,
        files.HTML,
        b"x" + PDF,
        PDF[:-7],
        PDF + files.HTML,
        PDF + b"PK\x03\x04",
        b"%PDF-",
    ],
)
def test_what_is_no_whole_pdf_and_nothing_else_is_refused(data: bytes) -> None:
    with pytest.raises(ValidationError, match="not a complete PDF"):
        pdf.check(data)


@pytest.mark.parametrize(
    "text",
    [
        b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>",
        b"/OpenAction 5 0 R /Names<</JavaScript 6 0 R>>",
        b"/AA<</O<</S /J#61va#53cript /JS 7 0 R>>>>",
        b"/JS (app.alert(1))",
        b"/JS<6170702e>",
        b"/#4aS 7 0 R",
        b"/S/Launch/F(cmd.exe)",
        b"/Type/EmbeddedFile",
        b"/Names<</EmbeddedFiles 3 0 R>>",
    ],
)
def test_scripts_programs_and_files_inside_are_refused(text: bytes) -> None:
    with pytest.raises(ValidationError, match="contains a script or another file"):
        pdf.check(pdf_with(text))


@pytest.mark.parametrize(
    "text",
    [b"/JavaScripted true", b"/JS", b"/OpenAction[3 0 R/Fit]", b"(JavaScript)", b"/Launched"],
)
def test_names_that_only_look_like_it_pass(text: bytes) -> None:
    pdf.check(pdf_with(text))


def test_packed_data_is_not_mistaken_for_a_script() -> None:
    """A short name would turn up in any ten megabytes by chance."""
    pdf.check(PDF[:-7] + os.urandom(8 * files.MEBIBYTE).replace(b"/JS", b"") + b"/JS\xfe\n%%EOF")
