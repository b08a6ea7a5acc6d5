"""What a list says about credentials: once, and only what is news."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.utils import timezone

from directory.choices import CheckResult, ProposalKind, ProposalState
from directory.models import Credential, RosterImport, RosterProposal
from directory.rosters import deciding, proposals, trial, turns
from tests.directory.rosters.lists import (
    begun,
    checked,
    imported,
    kinds,
    line,
    listed,
    source,
    stated,
    waiting,
)
from tests.factories.accounts import ModeratorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_each_credential_gets_the_kind_that_fits() -> None:
    for number in range(1, 5):
        stated(f"MT {number}")

    found = imported(
        listed(line("MT1", "Silva, Ana"), line("MT2", "Bo Lee"), line("MT3", status="Expired"))
    )

    assert kinds() == ["confirms", "name-differs", "not-active", "not-found"]
    assert found.outcome == {"confirms": 1, "name-differs": 1, "not-active": 1, "not-found": 1}
    one = waiting()[0]
    assert (one.number, one.listed_name, one.listed_status) == ("MT1", "Silva, Ana", "Active")
    assert (one.is_active, one.expires_on) == (True, date(2099, 12, 31))


def test_nothing_about_a_credential_changes_by_itself() -> None:
    stated("MT1")
    before = Credential.objects.values().get()

    imported(listed(line("MT1")))

    assert Credential.objects.values().get() == before


def test_a_newer_list_takes_the_place_of_what_waits() -> None:
    of = source()
    stated("MT1")
    imported(listed(line("MT1")), of)

    imported(listed(line("MT1", status="Expired"), line("MT2")), of)

    states = RosterProposal.objects.order_by("pk").values_list("kind", "state")
    assert list(states) == [("confirms", "outdated"), ("not-active", "open")]


def test_a_check_that_says_the_same_keeps_a_list_quiet() -> None:
    checked(stated("MT1"), valid_until=date(2099, 12, 31))

    assert imported(listed(line("MT1"))).outcome == {}


@pytest.mark.parametrize(
    "values",
    [
        {"checked_on": timezone.localdate() - timedelta(days=31)},
        {"number": "MT7"},
        {"valid_until": date(2027, 1, 1)},
        {"result": CheckResult.NOT_FOUND},
        {"refused_at": timezone.now(), "applied_at": None},
    ],
)
def test_a_check_that_is_old_or_says_something_else_does_not(values: dict[str, object]) -> None:
    checked(stated("MT1"), **({"valid_until": date(2099, 12, 31)} | values))

    imported(listed(line("MT1")))

    assert kinds() == ["confirms"]


def test_a_state_that_changed_since_the_last_list_is_told_as_that() -> None:
    of = source()
    credential = stated("MT1")
    imported(listed(line("MT1")), of)
    checked(credential, valid_until=date(2099, 12, 31))

    imported(listed(line("MT1", status="Revoked"), line("MT2")), of)

    assert kinds() == ["changed"]
    assert proposals.result_of(waiting()[0]) == CheckResult.NOT_ACTIVE


def test_a_change_in_a_list_that_nobody_finished_is_not_lost() -> None:
    of = source()
    credential = stated("MT1")
    imported(listed(line("MT1")), of)
    checked(credential)
    half = imported(listed(line("MT1", status="Revoked"), line("MT2")), of)
    RosterProposal.objects.all().delete()
    RosterImport.objects.filter(pk=half.pk).update(state="failed")

    imported(listed(line("MT1", status="Revoked"), line("MT3")), of)

    assert kinds() == ["changed"]


def test_a_license_that_is_good_again_is_told_too() -> None:
    of = source()
    credential = stated("MT1")
    imported(listed(line("MT1", status="Expired")), of)
    checked(credential, result=CheckResult.NOT_ACTIVE)

    imported(listed(line("MT1")), of)

    assert kinds() == ["changed"]
    assert proposals.result_of(waiting()[0]) == CheckResult.CONFIRMED


def test_who_was_confirmed_and_is_gone_is_told_as_not_found() -> None:
    of = source()
    credential = stated("MT1")
    imported(listed(line("MT1"), line("MT2")), of)
    checked(credential)

    found = imported(listed(line("MT2")), of)

    assert kinds() == ["not-found"]
    assert found.rows_gone == 1


def test_the_same_credential_has_one_open_proposal_from_all_lists() -> None:
    stated("MT1")
    for number in range(3):
        imported(listed(line("MT1", until=f"12/31/209{number}")), source())

    assert kinds() == ["confirms"]
    assert RosterProposal.objects.filter(state=ProposalState.OUTDATED).count() == 2


@pytest.mark.parametrize("kind", [kind for kind in ProposalKind if kind != ProposalKind.CHANGED])
def test_every_kind_has_a_result(kind: ProposalKind) -> None:
    assert proposals.result_of(RosterProposal(kind=kind)) in CheckResult


def test_many_credentials_cost_few_queries(django_assert_max_num_queries: object) -> None:
    for number in range(20):
        stated(f"MT{number}")
    content = listed(*(line(f"MT{number}") for number in range(20)))

    with django_assert_max_num_queries(41):  # type: ignore[operator]
        imported(content)


def declined(row: str) -> Credential:
    """Somebody has declined what a list with this row says."""
    credential = stated("MT1")
    imported(listed(row, line("MT8")), source())
    (one,) = waiting()
    deciding.decline(one.pk, by=ModeratorFactory())
    return credential


def outcomes(*rows: str) -> tuple[dict[str, int], dict[str, int]]:
    """What a dry run says, and then the import itself."""
    content = listed(*rows)
    trial_run = begun(content, source(), is_trial=True)
    trial.run(trial_run, io.BytesIO(content), turns.take(trial_run))
    return trial_run.outcome, imported(content, source()).outcome


@pytest.mark.parametrize(
    ("before", "after", "is_proposed"),
    [
        (line("MT1", status="Expired"), line("MT1", status="Expired"), False),
        (line("MT7"), line("MT7"), False),
        (line("MT1", "Bo Lee"), line("MT1", "Bo Lee"), False),
        (line("MT1", status="Expired"), line("MT1", status="Revoked"), True),
        (line("MT1"), line("MT1", until="12/31/2098"), True),
        (line("MT1", "Bo Lee"), line("MT1", "Bo Lang"), True),
    ],
)
def test_what_was_declined_is_proposed_again_only_when_the_row_has_changed(
    before: str, after: str, is_proposed: bool
) -> None:
    declined(before)

    told, done = outcomes(after, line("MT9"))

    assert bool(waiting()) is is_proposed
    assert sum(done.values()) == sum(told.values()) == is_proposed


def test_what_was_declined_is_news_once_it_was_otherwise_in_between() -> None:
    credential = declined(line("MT7"))
    imported(listed(line("MT1"), line("MT8")), source())
    assert kinds() == ["confirms"]
    RosterProposal.objects.filter(state="open").update(state="outdated", decided_at=timezone.now())

    told, done = outcomes(line("MT7"), line("MT6"))

    assert told == done == {"not-found": 1}
    assert waiting()[0].credential_id == credential.pk


def test_another_number_on_the_profile_is_compared_anew() -> None:
    credential = declined(line("MT7"))
    Credential.objects.filter(pk=credential.pk).update(number="MT2")

    assert imported(listed(line("MT9"), line("MT8")), source()).outcome == {"not-found": 1}


@pytest.mark.parametrize(
    ("number", "row", "is_alike"),
    [
        ("MT.0012345", line("0012345"), True),
        ("0012345", line("MT-0012345", "SILVA, MARIA"), True),
        ("MT.0012345", line("LM0012345"), False),
        ("MT.0012345", line("12345"), False),
        ("MT.0012345", line("0012345", "Ana Lee"), False),
        ("MT.123", line("123"), False),
        ("MT.0012345", f"{line('0012345')}\r\n{line('0012345')}", True),
        ("0012345", f"{line('MT0012345')}\r\n{line('LM0012345')}", False),
    ],
)
def test_letters_on_one_side_only_are_proposed_as_a_weaker_match(
    number: str, row: str, is_alike: bool
) -> None:
    stated(number)

    told, done = outcomes(row, line("X9"))

    assert told == done == {"number-alike" if is_alike else "not-found": 1}
    if is_alike:
        assert proposals.result_of(waiting()[0]) == CheckResult.CONFIRMED


def test_a_weaker_match_is_of_the_state_and_the_number_itself_goes_before_it() -> None:
    stated("0012345", region="", register=source().register)
    stated("0054321")

    outcome = imported(listed(line("MT0012345"), line("MT0054321"), line("0054321"))).outcome

    assert outcome == {"confirms": 1, "not-found": 1}


def test_a_weaker_match_that_was_accepted_is_no_news_until_it_changes() -> None:
    stated("MT.0012345")
    imported(listed(line("0012345")), source())
    deciding.accept(waiting()[0].pk, by=ModeratorFactory())

    assert outcomes(line("0012345"), line("X9")) == ({}, {})
    told, done = outcomes(line("0012345", status="Revoked"), line("X9"))
    assert told == done == {"number-alike": 1}
    assert proposals.result_of(waiting()[0]) == CheckResult.NOT_ACTIVE
