"""The generation of the search rows: a new random number whenever any of them changes."""

import secrets

from django.db import connection

from directory.models import SearchGeneration

_SELECT = "SELECT number FROM directory_searchgeneration"


def current() -> int | None:
    """The number that holds now; `None` before anything was ever written.

    Read it before the rows: then nothing older than the number is ever remembered under it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SELECT)
        row = cursor.fetchone()
    return row[0] if row else None


def renew() -> None:
    """Call it in the transaction that changes search rows: both are seen at once.

    Random and not counted on, so that a restored database cannot repeat a number that means
    something else.
    """
    number = secrets.randbits(62)
    if not SearchGeneration.objects.update(number=number):
        SearchGeneration.objects.bulk_create(
            [SearchGeneration(pk=1, number=number)], ignore_conflicts=True
        )
