"""Places to keep files in tests, a fresh one for each; among them a small stand-in for a bucket."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.utils import formatdate
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, default_storage
from django.utils import timezone
from pytest_django import Settings

Entry = dict[str, Any]

MEMORY: Entry = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
NO_PATHS: Entry = {"BACKEND": "tests.directory.uploads.storages.NoPaths"}


class NoPaths(Storage):
    """The least that a storage is: files have no place on this machine and no address."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[bytes, datetime]] = {}

    def _open(self, name: str, mode: str) -> ContentFile[bytes]:
        if name not in self.files:
            raise FileNotFoundError(name)
        return ContentFile(self.files[name][0], name)

    def _save(self, name: str, content: File) -> str:
        self.files[name] = (content.read(), timezone.now())
        return name

    def delete(self, name: str) -> None:
        self.files.pop(name, None)

    def exists(self, name: str) -> bool:
        return name in self.files

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        names = [name.removeprefix(f"{path}/") for name in self.files if name.startswith(path)]
        if not names:
            raise FileNotFoundError(path)
        return [], names

    def get_modified_time(self, name: str) -> datetime:
        return self.files[name][1]


class StubbornStorage(NoPaths):
    """Keeps what it is told to delete, as when the process dies right before."""

    def delete(self, name: str) -> None:
        raise OSError("gone away")


class FullStorage(NoPaths):
    def _save(self, name: str, content: File) -> str:
        raise OSError("no space left on device")


def use(settings: Settings, entry: Entry) -> None:
    settings.STORAGES = settings.STORAGES | {"default": entry}


def folder(path: Path) -> Entry:
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(path)},
    }


def names() -> set[str]:
    """All files there are."""
    found = set()
    for place in ("photos", "documents"):
        try:
            found |= {f"{place}/{name}" for name in default_storage.listdir(place)[1]}
        except FileNotFoundError:
            continue
    return found


class Bucket(BaseHTTPRequestHandler):
    """As much of S3 as files need: put, get, head, delete and list. It checks no signature."""

    protocol_version = "HTTP/1.1"
    files: ClassVar[dict[str, bytes]] = {}
    unsigned: ClassVar[list[str]] = []

    def do_PUT(self) -> None:
        self.files[self._key()] = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(200)

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        if "prefix" in query:
            return self._list(query["prefix"][0])
        data = self.files.get(self._key())
        return self._answer(404 if data is None else 200, data or b"")

    do_HEAD = do_GET

    def do_DELETE(self) -> None:
        self.files.pop(self._key(), None)
        self._answer(204)

    def _key(self) -> str:
        if "Authorization" not in self.headers:
            self.unsigned.append(self.path)
        return unquote(urlsplit(self.path).path).removeprefix("/guide/")

    def _list(self, prefix: str) -> None:
        rows = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(data)}</Size></Contents>"
            for key, data in self.files.items()
            if re.fullmatch(re.escape(prefix) + "[^/]+", key)
        )
        name = "ListBucketResult"
        self._answer(200, f"<{name}><IsTruncated>false</IsTruncated>{rows}</{name}>".encode())

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", formatdate(usegmt=True))
        self.send_header("ETag", f'"{md5(body, usedforsecurity=False).hexdigest()}"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        return None


@contextmanager
def bucket() -> Iterator[str]:
    """The address of a bucket, as MEDIA_STORAGE_URL has it."""
    Bucket.files, Bucket.unsigned = {}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"s3://KEY:SEC%2FRET@127.0.0.1:{server.server_port}/guide?tls=0&region=eu-west-1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
