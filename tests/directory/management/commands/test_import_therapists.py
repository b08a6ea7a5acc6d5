"""Inviting from the command line says what it did, line by line, and goes on where it was."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from directory.actions import inviting
from directory.admin.invitation import LIMITS
from directory.models import Invitation
from tests.factories.accounts import ModeratorFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
BY = "moderator@example.com"


@pytest.fixture(autouse=True)
def moderator() -> None:
    ModeratorFactory(email=BY)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "therapists.csv"
    path.write_text("email,name,verified\nana@example.com,Ana Silva,yes\n", encoding="utf-8")
    return path


def run(file: Path, **options: object) -> str:
    out = StringIO()
    call_command("import_therapists", file, by=BY, stdout=out, **options)
    return out.getvalue()


def test_it_says_whom_it_invited_and_which_columns_it_left_out(file: Path) -> None:
    assert run(file) == "Ignored columns: verified.\n1 were invited.\n"
    assert Invitation.objects.count() == 1


def test_again_it_invites_nobody_twice(file: Path) -> None:
    run(file)

    assert "1 not invited: This address has been invited already." in run(file)


def test_after_an_answer_the_same_file_is_no_error(file: Path) -> None:
    run(file)
    inviting.accept(Invitation.objects.get(), by=UserFactory())

    assert "0 were invited." in run(file)


def test_a_long_file_is_for_the_command(file: Path) -> None:
    with file.open("a", encoding="utf-8") as more:
        more.writelines(f"person-{n}@example.com,Ana,\n" for n in range(LIMITS.rows + 1))

    assert "502 would be invited." in run(file, dry_run=True)


def test_a_dry_run_does_nothing(file: Path) -> None:
    said = run(file, dry_run=True)

    assert "Line 2 (Ana Silva): would be invited.\n" in said
    assert "1 would be invited." in said
    assert not Invitation.objects.exists()


def test_bad_rows_are_named_and_the_exit_code_says_so(file: Path) -> None:
    with file.open("a", encoding="utf-8") as more:
        more.write("nobody,Nobody,no\n")
    out = StringIO()

    with pytest.raises(CommandError, match="1 bad rows"):
        call_command("import_therapists", file, by=BY, stdout=out)

    assert "Line 3 (Nobody): email:" in out.getvalue()
    assert "Line 2" not in out.getvalue()
    assert Invitation.objects.count() == 1


def test_only_a_moderator_invites(file: Path) -> None:
    UserFactory(email="somebody@example.com")

    for by in ("nobody@example.com", "somebody@example.com"):
        with pytest.raises(CommandError, match="--by"):
            call_command("import_therapists", file, by=by)


def test_a_file_that_is_not_there_or_no_list_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "gone.csv")
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(CommandError, match="empty"):
        run(tmp_path / "empty.csv")
