"""Answers with a stored file: streamed, under a name of ours, never run or shown as a page."""

import io
import logging

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from directory.choices import DocumentFormat
from directory.models import Document, Photo
from sciatica_site.unavailable import unavailable

logger = logging.getLogger(__name__)

CONTENT_TYPES = {
    DocumentFormat.PDF: "application/pdf",
    DocumentFormat.JPEG: "image/jpeg",
    DocumentFormat.PNG: "image/png",
}
EXTENSIONS = {DocumentFormat.PDF: "pdf", DocumentFormat.JPEG: "jpg", DocumentFormat.PNG: "png"}
#: Five minutes. A photo never changes, so caches could keep it forever; but a profile that is no
#: longer public must be gone soon everywhere, the photo too.
PUBLIC_CACHE = "public, max-age=300"
PRIVATE_CACHE = "private, no-store"
#: Whatever the file holds, opened on its own it can do nothing.
SANDBOX = "sandbox; default-src 'none'"


class StorageDown(Exception):
    """The file may well be there, but cannot be had now."""


def public_photo(request: HttpRequest, photo: Photo) -> HttpResponseBase:
    etag = f'"{photo.token}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = _picture(request, photo)
    if response.status_code in (200, 304):
        response["ETag"] = etag
        response["Cache-Control"] = PUBLIC_CACHE
    return response


def private_photo(request: HttpRequest, photo: Photo) -> HttpResponseBase:
    response = _picture(request, photo)
    response["Cache-Control"] = PRIVATE_CACHE
    return response


def _picture(request: HttpRequest, photo: Photo) -> HttpResponseBase:
    try:
        content = _read(photo.file, f"photo {photo.pk}")
    except StorageDown:
        return unavailable()
    _leave_uncompressed(request)
    return HttpResponse(content, content_type="image/jpeg")


def attachment(request: HttpRequest, document: Document) -> HttpResponseBase:
    """A download in one piece: parts of it cannot be asked for."""
    try:
        content = _read(document.file, f"document {document.pk}")
    except StorageDown:
        return unavailable()
    _leave_uncompressed(request)
    format = DocumentFormat(document.format)
    response = FileResponse(
        io.BytesIO(content),
        as_attachment=True,
        filename=_name(document),
        content_type=CONTENT_TYPES[format],
    )
    response["Cache-Control"] = PRIVATE_CACHE
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Accept-Ranges"] = "none"
    return response


def _name(document: Document) -> str:
    """The name under which it was sent is never kept: it may say anything."""
    extension = EXTENSIONS[DocumentFormat(document.format)]
    return f"{document.kind.slug}-{document.uploaded_at:%Y-%m-%d}.{extension}"


def _read(file: FieldFile, what: str) -> bytes:
    """All of it, ten megabytes at most: a bucket may fail half-way, and then it is no answer."""
    try:
        with file.open("rb") as opened:
            content: bytes = opened.read()
            return content
    except FileNotFoundError as error:
        logger.error("The file of %s is missing", what)
        raise Http404 from error
    except Exception as error:  # a bucket that does not answer
        logger.error("The file of %s cannot be read", what, exc_info=error)
        raise StorageDown from error


def _leave_uncompressed(request: HttpRequest) -> None:
    """Pictures and PDFs are packed already: trying again costs time and hides the length."""
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
