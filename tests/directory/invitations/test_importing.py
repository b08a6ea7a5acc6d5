"""A file of therapists to invite: the good rows count, the bad ones are named, nobody twice."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from post_office.models import Email
from pytest_django import Settings

from accounts.models import User
from directory.actions import inviting
from directory.invitations import importing, never_again
from directory.invitations.importing import Limits, Outcome
from directory.models import Invitation, Therapist
from sciatica_site.csv_reading import WrongFile
from tests.factories.accounts import ModeratorFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued_mail", "vocabulary")]
HEADER = "email,name,city,state\n"
ANA, BEN = "ana@example.com,Ana Silva,Denver,CO\n", "ben@example.com,Ben Ortiz,Reno,NV\n"


@pytest.fixture
def moderator() -> User:
    made: User = ModeratorFactory()
    return made


def run(text: str | bytes, by: User, *, is_trial: bool = False) -> Outcome:
    content = text.encode() if isinstance(text, str) else text
    return importing.run(BytesIO(content), by=by, is_trial=is_trial)


def test_each_row_is_invited_by_one_mail(moderator: User) -> None:
    outcome = run(HEADER + ANA + BEN, moderator)

    assert (outcome.invited, outcome.bad) == (2, 0)
    assert sorted(mail.to[0] for mail in Email.objects.all()) == [
        "ana@example.com",
        "ben@example.com",
    ]
    assert Invitation.objects.get(email="ben@example.com").line == 3


def test_nobody_has_a_profile_or_an_account_because_of_a_file(moderator: User) -> None:
    users = User.objects.count()
    run(HEADER + ANA, moderator)

    assert not Therapist.objects.exists()
    assert User.objects.count() == users


def test_a_dry_run_says_the_same_and_does_nothing(moderator: User) -> None:
    text = HEADER + ANA + "no address,Ben,,\n"

    trial = run(text, moderator, is_trial=True)
    assert not Invitation.objects.exists()
    assert not Email.objects.exists()

    assert run(text, moderator) == trial


def test_the_same_file_again_invites_nobody(moderator: User) -> None:
    run(HEADER + ANA, moderator)
    again = run(HEADER + ANA + BEN, moderator)

    assert again.invited == 1
    assert again.not_invited == {"This address has been invited already.": 1}
    assert Email.objects.count() == 2


def test_bad_rows_are_named_and_the_good_ones_are_kept(moderator: User) -> None:
    text = HEADER + "nobody,Nobody,,\n" + ANA + "too,many,cells,in,this,row\n" + '"open,' + BEN

    outcome = run(text, moderator)

    assert outcome.invited == 1
    assert [line.number for line in outcome.bad_lines] == [2, 4, 5]
    assert outcome.bad_lines[0].problems[0].startswith("email: ")
    assert [line.name for line in outcome.bad_lines] == ["Nobody", "", ""]


def test_an_address_that_is_in_the_file_twice_is_invited_once(moderator: User) -> None:
    outcome = run(HEADER + ANA + "ANA@example.com,Another,,\n", moderator)

    assert (outcome.invited, outcome.bad) == (1, 1)
    assert outcome.bad_lines[0].problems == ("email: The same address is in line 2.",)


def test_who_has_an_account_or_does_not_want_to_be_asked_is_left_alone(moderator: User) -> None:
    UserFactory(email="Ana@example.com")
    never_again.leave("ben@example.com")

    outcome = run(HEADER + ANA + BEN, moderator)

    assert outcome.invited == 0
    # One reason for both: a list of addresses must not tell who is a member here.
    assert list(outcome.not_invited.values()) == [2]
    assert not Email.objects.exists()


def test_columns_that_mean_nothing_here_are_named(moderator: User) -> None:
    outcome = run("Email,Name,Status\nana@example.com,Ana,approved\n", moderator)

    assert outcome.ignored_columns == ["status"]
    assert outcome.invited == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"name,city\nAna,Denver\n",
        b"email,email,name\n",
        b"\x00\x01\x02\x03",
        b"PK\x03\x04 a spreadsheet",
        b"email;\xff\xfe,name\n",
        b"<html><body>no list</body></html>",
    ],
)
def test_what_is_no_list_is_refused_in_words(content: bytes, moderator: User) -> None:
    with pytest.raises(WrongFile):
        run(content, moderator)


def test_semicolons_and_a_mark_at_the_beginning_are_read_as_well(moderator: User) -> None:
    text = "\ufeffemail;name\r\nana@example.com;Ana Silva\r\n"

    assert run(text.encode(), moderator).invited == 1


def test_a_formula_is_a_name_like_any_other_text(moderator: User) -> None:
    run('email,name\nana@example.com,"=HYPERLINK(1)"\n', moderator)

    assert Invitation.objects.get().name == "=HYPERLINK(1)"


def test_many_bad_rows_are_counted_and_some_are_listed(
    moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_LINES", 500)

    outcome = run(HEADER + "nobody,Nobody,,\n" * 600, moderator)

    assert outcome.bad == 600
    assert (len(outcome.bad_lines), outcome.not_listed) == (500, 100)


def test_each_row_is_told_by_its_line_with_a_name_that_no_terminal_obeys(moderator: User) -> None:
    run(HEADER + BEN, moderator)

    lines = run(HEADER + ANA + BEN + "nobody,\x1b[2J Cy,,\n", moderator, is_trial=True).lines

    assert [(line.number, line.name) for line in lines] == [
        (2, "Ana Silva"),
        (3, "Ben Ortiz"),
        (4, "\ufffd[2J Cy"),
    ]
    assert [bool(line.reason) for line in lines] == [False, True, False]
    assert [bool(line.problems) for line in lines] == [False, False, True]


def test_nobody_is_invited_again_after_they_were_forgotten(moderator: User) -> None:
    run(HEADER + ANA, moderator)
    inviting.forget_old(timezone.now() + timedelta(days=30))
    assert not Invitation.objects.exists()

    again = run(HEADER + ANA + BEN, moderator)

    assert again.invited == 1
    assert not Invitation.objects.filter(email="ana@example.com").exists()


def test_after_an_invitation_was_accepted_the_same_file_invites_nobody(moderator: User) -> None:
    run(HEADER + ANA, moderator)
    inviting.accept(Invitation.objects.get(), by=UserFactory())

    again = run(HEADER + ANA, moderator)

    assert (again.invited, sum(again.not_invited.values())) == (0, 1)


def test_a_line_that_was_used_is_no_error_even_when_the_key_is_lost(
    moderator: User, settings: Settings
) -> None:
    run(HEADER + ANA, moderator)
    inviting.accept(Invitation.objects.get(), by=UserFactory())
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", []

    again = run(HEADER + ANA, moderator)

    assert again.not_invited == {"This address has been invited already.": 1}


def test_too_many_rows_are_refused_before_anybody_is_invited(moderator: User) -> None:
    limits = Limits(rows=2, a_day=9)
    two, three = HEADER + ANA + BEN, HEADER + ANA + BEN + "cy@example.com,Cy,,\n"

    with pytest.raises(WrongFile, match="more than 2 rows"):
        importing.run(BytesIO(three.encode()), by=moderator, is_trial=False, limits=limits)
    assert not Invitation.objects.exists()

    assert importing.run(BytesIO(two.encode()), by=moderator, is_trial=False, limits=limits)
    assert Invitation.objects.count() == 2


@pytest.mark.parametrize("is_trial", [True, False])
def test_one_person_sends_so_many_in_a_day_and_goes_on_the_next(
    moderator: User, is_trial: bool
) -> None:
    limits = Limits(rows=9, a_day=2)
    run(HEADER + ANA, moderator)
    text = (HEADER + ANA + BEN + "cy@example.com,Cy,,\n").encode()

    outcome = importing.run(BytesIO(text), by=moderator, is_trial=is_trial, limits=limits)

    assert outcome.invited == 1
    assert [number for _reason, number in outcome.reasons] == [1, 1]
    assert any("2 in a day" in reason for reason, _number in outcome.reasons)
    other = importing.run(BytesIO(text), by=ModeratorFactory(), is_trial=True, limits=limits)
    assert other.invited == (2 if is_trial else 1)
    Invitation.objects.update(invited_at=timezone.now() - timedelta(days=1, minutes=1))
    later = importing.run(BytesIO(text), by=moderator, is_trial=True, limits=limits)
    assert later.invited == (2 if is_trial else 1)
