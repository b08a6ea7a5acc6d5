"""The command that rebuilds the search rows, and its check."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from directory.choices import ProfileStatus
from directory.models import SearchDoc, Therapist
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_the_command_writes_and_the_check_agrees() -> None:
    TherapistFactory(published=True)
    SearchDoc.objects.all().delete()
    out, errors = StringIO(), StringIO()

    with pytest.raises(CommandError, match="1 search rows differ"):
        call_command("rebuild_search", check=True, stdout=out, stderr=errors)
    call_command("rebuild_search", stdout=out, stderr=errors)
    call_command("rebuild_search", check=True, stdout=out, stderr=errors)

    assert "no search row" in errors.getvalue()
    assert "1 written, 0 removed" in out.getvalue()
    assert "all agree" in out.getvalue()


def test_the_check_changes_nothing_and_the_rebuild_removes_what_is_not_public() -> None:
    TherapistFactory(published=True)
    Therapist.objects.update(status=ProfileStatus.REMOVED)
    out, errors = StringIO(), StringIO()

    with pytest.raises(CommandError):
        call_command("rebuild_search", check=True, stdout=out, stderr=errors)
    assert SearchDoc.objects.exists()

    call_command("rebuild_search", stdout=out, stderr=errors)
    assert not SearchDoc.objects.exists()
