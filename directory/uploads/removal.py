"""Keeps rows and files in step: a file goes after its row, never before, and none is left over."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.refusals import Refused
from directory.models import Document, Photo, ProfileRevision, Therapist
from directory.models.upload import new_token

from .leftover_photos import left_over

logger = logging.getLogger(__name__)

#: A file may be there for a moment before its row: it is older than this without one for good.
ORPHAN_AFTER = timedelta(days=1)
FOLDERS: dict[str, type[Photo] | type[Document]] = {"photos": Photo, "documents": Document}


@contextmanager
def stored(file: FieldFile, content: bytes, extension: str) -> Iterator[None]:
    """Store the file, then run the block, which writes the row. No row, no file.

    A process that dies in between leaves a file without a row, which `remove_orphans` finds.
    """
    try:
        file.save(f"{new_token()}.{extension}", ContentFile(content), save=False)
    except Exception as error:  # a full disk, a bucket that does not answer
        logger.error("A file could not be stored", exc_info=error)
        raise Refused(
            _("We could not keep the file just now. Try again in a few minutes.")
        ) from error
    try:
        yield
    except BaseException:
        _delete_file(file.name or "", "file without a row")
        raise


@transaction.atomic
def remove(row: Photo | Document) -> None:
    """The row goes now, its file once that is committed."""
    name, what = row.file.name or "", f"{row._meta.model_name} {row.pk}"
    row.delete()
    transaction.on_commit(partial(_delete_file, name, what))


def remove_unused_photo(therapist_id: int, token: str) -> None:
    """A photo that was replaced before anybody decided about it; any other stays for now."""
    photo = Photo.objects.filter(therapist=therapist_id, token=token).first()
    if photo is None or Therapist.objects.filter(photo=photo).exists():
        return
    if not ProfileRevision.objects.filter(
        therapist=therapist_id, content__about__photo=token
    ).exists():
        remove(photo)


@transaction.atomic
def remove_all_of(therapist: Therapist) -> None:
    """All photos and documents of a person; part of erasing a profile, in its transaction."""
    Therapist.objects.filter(pk=therapist.pk).update(photo=None)
    therapist.photo = None
    rows: list[Photo | Document] = [
        *Photo.objects.filter(therapist=therapist),
        *Document.objects.filter(therapist=therapist),
    ]
    for row in rows:
        remove(row)


def remove_orphans(now: datetime) -> str:
    """Delete what nobody needs any more and what a crash left over; name what is missing."""
    today = timezone.localdate(now)
    expired = list(Document.objects.filter(delete_on__lte=today))
    unused = left_over(now)
    outdated: list[Photo | Document] = [*expired, *unused]
    for row in outdated:
        remove(row)
    removed = missing = 0
    for folder, model in FOLDERS.items():
        # First the files, then the rows: a file whose row comes in between is no orphan.
        files = _files(folder)
        rows = dict(model._default_manager.values_list("file", "pk"))
        removed += sum(_is_orphan(name, now) and _delete_orphan(name) for name in files - set(rows))
        missing += sum(_is_missing(name, model, rows[name]) for name in set(rows) - files)
    return (
        f"{len(expired)} documents and {len(unused)} photos removed, "
        f"{removed} files without a row removed, {missing} files missing"
    )


def _files(folder: str) -> set[str]:
    try:
        return {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
    except FileNotFoundError:  # nothing was ever stored
        return set()


def _is_orphan(name: str, now: datetime) -> bool:
    try:
        return default_storage.get_modified_time(name) < now - ORPHAN_AFTER
    except Exception as error:  # gone meanwhile, for which a bucket has an error of its own
        logger.warning("The age of a stored file is unknown", exc_info=error)
        return False


def _delete_orphan(name: str) -> bool:
    return _delete_file(name, "file without a row")


def _is_missing(name: str, model: type[Photo] | type[Document], pk: int) -> bool:
    if default_storage.exists(name) or not model._default_manager.filter(pk=pk).exists():
        return False
    logger.error("The file of %s %s is missing", model._meta.model_name, pk)
    return True


def _delete_file(name: str, what: str) -> bool:
    """A file that cannot be deleted now is an orphan, which is tried again every day."""
    try:
        default_storage.delete(name)
    except Exception as error:
        logger.error("The file of %s could not be deleted", what, exc_info=error)
        return False
    return True
