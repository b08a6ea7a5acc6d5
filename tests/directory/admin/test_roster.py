"""Lists of boards in the admin: how they are read, files, imports, proposals, entries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml.html import document_fromstring

from accounts.models import User
from directory.models import (
    Register,
    RosterEntry,
    RosterImport,
    RosterProposal,
    RosterSource,
    VerificationRecord,
)
from directory.rosters import importing, uploads
from sciatica_site.models import AuditEntry
from tests.directory.admin.forms import address, errors_of
from tests.directory.rosters.lists import begun, imported, line, listed, source, stated, waiting
from tests.factories.accounts import ModeratorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

LIST = listed(line("MT1"), line("MT2", "Bo Lee"))
PROPOSALS = address(RosterProposal, "changelist")


@pytest.fixture
def moderator(client: Client) -> User:
    found: User = ModeratorFactory(name="Mod One")
    client.force_login(found)
    return found


def text(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def give(client: Client, of: RosterSource, content: bytes, what: str, name: str = "a.csv") -> Any:
    file = SimpleUploadedFile(name, content, "text/csv")
    return client.post(address(RosterSource, "file", of.pk), {"what": what, "file": file})


def proposals(count: int, row: Callable[[int], str] | None = None) -> list[RosterProposal]:
    for number in range(count):
        stated(f"MT{number}")
    row = row or (lambda number: line(f"MT{number}"))
    imported(listed(*(row(number) for number in range(count)), line("X1")))
    return waiting()


def columns(**values: str) -> dict[str, str]:
    return {
        "encoding": "utf-8", "delimiter": ",", "date_format": "%m/%d/%Y", "words": "",
        **{f"column_{key}": value for key, value in values.items()},
    }  # fmt: skip


def test_a_list_is_named_given_a_sample_and_its_columns_chosen(
    client: Client, moderator: User
) -> None:
    register = Register.objects.get(slug="tx-massage")
    answer = client.post(
        address(RosterSource, "add"), {"register": register.pk, **columns()}, follow=True
    )
    of = RosterSource.objects.get()
    assert answer.redirect_chain[-1][0] == address(RosterSource, "file", of.pk)

    give(client, of, b"No\tWho\tHow\n1\tAna\tok\n", "sample")

    page = text(client.get(address(RosterSource, "change", of.pk)))
    assert '<option value="Who">Who</option>' in page
    assert '<option value="&#9;"' in page or '<option value="\t" selected' in page or "Tab" in page
    data = columns(number="No", name="Who", status="How") | {"words": "OK\nfine", "delimiter": "\t"}
    answer = client.post(address(RosterSource, "change", of.pk), data)
    assert answer.status_code == 302, errors_of(answer)
    of.refresh_from_db()
    assert of.columns == {"number": "No", "name": "Who", "status": "How"}
    assert (of.active_words, of.delimiter, of.register) == (["OK", "fine"], "\t", register)


def test_the_first_file_is_led_from_page_to_page(client: Client, moderator: User) -> None:
    register = Register.objects.get(slug="tx-massage")
    client.post(address(RosterSource, "add"), {"register": register.pk, "encoding": "utf-8"})
    of = RosterSource.objects.get()
    source_page, file_page = (address(RosterSource, page, of.pk) for page in ("change", "file"))
    content = listed(line("MT1"))

    assert f'href="{file_page}"' in text(client.get(source_page))
    first = client.get(file_page)
    assert "Step 1 of 3" in text(first)
    assert first.context["form"]["what"].value() == "sample"
    assert "Dry run" not in text(first)
    assert errors_of(give(client, of, content, "trial"))
    assert give(client, of, content, "sample").url == source_page
    assert "choose below which column holds what" in text(client.get(source_page))
    chosen = columns(number="License", name="Name", status="Status") | {"words": "Active"}
    assert client.post(source_page, chosen).url == file_page
    second = client.get(file_page)
    assert "Step 2 of 3" in text(second)
    assert second.context["form"]["what"].value() == "trial"

    trial = give(client, of, content, "trial").url
    assert "Next: wait until it is read" in text(client.get(trial))
    uploads.read_waiting(timezone.now())
    assert f'href="{file_page}?what=read"' in text(client.get(trial))
    third = client.get(f"{file_page}?what=read")
    assert "Step 3 of 3" in text(third)
    assert third.context["form"]["what"].value() == "read"


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(
    client: Client, moderator: User
) -> None:
    of = source(header=["No", "Who", "How"])

    answer = client.post(address(RosterSource, "change", of.pk), columns(first="Who", status="How"))

    assert "Say which column holds the license number." in errors_of(answer)
    assert "whole name" in errors_of(answer)
    assert "mean that a license is active" in errors_of(answer)
    assert '<option value="How" selected>How</option>' in text(answer)
    of.refresh_from_db()
    assert of.columns["number"] == "License"


@pytest.mark.parametrize("value", ["\0", "\ud800".encode("utf-8", "surrogatepass"), "x" * 5_000])
def test_no_crafted_column_is_a_server_error(client: Client, moderator: User, value: Any) -> None:
    for of in (source(), source(header=["No"])):
        answer = client.post(
            address(RosterSource, "change", of.pk), columns(number=value, name=value)
        )
        assert answer.status_code in {200, 302}


def test_a_file_waits_is_read_and_its_page_shows_how_it_went(
    client: Client, moderator: User
) -> None:
    stated("MT1")
    answer = give(client, source(), listed(line("MT1"), "broken"), "read")
    found = RosterImport.objects.get()
    assert answer.url == address(RosterImport, "change", found.pk)
    assert "0 of 3 lines" in text(client.get(answer.url))

    uploads.read_waiting(timezone.now())

    page = text(client.get(answer.url))
    assert "The row has 1 columns, the header has 4." in page
    assert "Number and name are on the list, and active: 1" in page
    assert f"{PROPOSALS}?state=open&amp;register=co-massage" in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty"),
        (b"PK\x03\x04", "no text file"),
        (b"a,b\n1,2\n", "Missing columns: “License”"),
    ],
)
def test_a_wrong_file_is_refused_beside_its_field(
    client: Client, moderator: User, content: bytes, said: str
) -> None:
    assert said in errors_of(give(client, source(), content, "read"))
    assert not RosterImport.objects.exists()


def test_a_header_that_holds_a_nul_is_refused_beside_its_field(
    client: Client, moderator: User
) -> None:
    content = f"License,Name,Status,Expires,x\0y\r\n{line('MT1')},q\r\n".encode("utf-16")

    said = errors_of(give(client, source(), content, "read"))

    assert "There are control characters in the first line." in said
    assert not RosterImport.objects.exists()


def test_a_nul_in_a_header_that_is_met_while_reading_fails_the_import_and_says_why(
    client: Client, moderator: User
) -> None:
    of = source(active_words=[], columns={"number": "License", "name": "Name"})
    content = "License,Name,x\0y\r\nMT1,Ana Silva,q\r\n".encode("utf-16")
    found = begun(content, of)
    uploads.default_storage.save("rosters/a.csv", ContentFile(content))
    RosterImport.objects.filter(pk=found.pk).update(file="rosters/a.csv")

    uploads.read_waiting(timezone.now())

    page = text(client.get(address(RosterImport, "change", found.pk)))
    assert "There are control characters in the first line." in page
    assert RosterImport.objects.get().state == "failed"


@pytest.mark.parametrize("what", ["read", "trial"])
def test_columns_that_change_while_a_file_waits_or_is_read_end_its_import(
    client: Client, moderator: User, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)
    of = source(
        columns={"number": "License", "name": "Name"},
        header=["License", "Name", "Other"],
        active_words=[],
    )
    rows = [f"MT{number},Ana Silva,OT{number}" for number in range(3)]
    content = listed(*rows, header="License,Name,Other")
    give(client, of, content, what)
    found = RosterImport.objects.get()
    if what == "read":
        with monkeypatch.context() as clock:
            ticks = iter([0.0, 0.0])
            clock.setattr(uploads, "monotonic", lambda: next(ticks, 1e9))
            uploads.read_waiting(timezone.now())
        assert RosterEntry.objects.get().number == "MT0"

    chosen = columns(number="Other", name="Name")
    assert client.post(address(RosterSource, "change", of.pk), chosen).status_code == 302
    uploads.read_waiting(timezone.now())

    page = text(client.get(address(RosterImport, "change", found.pk)))
    assert "was changed after this file was begun. Send the file again." in page
    assert not RosterEntry.objects.filter(number__startswith="OT").exists()
    assert give(client, of, content, "read").status_code == 302
    uploads.read_waiting(timezone.now())
    numbers = RosterEntry.objects.values_list("number", flat=True)
    assert sorted(numbers) == ["OT0", "OT1", "OT2"]


def test_an_older_file_that_is_sent_again_is_read_again(client: Client, moderator: User) -> None:
    of, older, newer = source(), listed(line("MT1")), listed(line("MT1", status="Revoked"))
    for content in (older, newer, older):
        assert give(client, of, content, "read").status_code == 302
        uploads.read_waiting(timezone.now())

    assert RosterEntry.objects.get().status == "Active"
    assert "There is nothing to do." in errors_of(give(client, of, older, "read"))


def test_a_file_that_is_too_large_is_refused(
    client: Client, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("directory.rosters.forms.MOST_BYTES", 10)

    assert "larger than 20 MB" in errors_of(give(client, source(), LIST, "read"))


def test_no_file_and_no_choice_are_told(client: Client, moderator: User) -> None:
    answer = client.post(address(RosterSource, "file", source().pk), {"what": "everything"})

    assert "Choose a file first." in errors_of(answer)


def test_a_second_file_is_refused_until_the_first_is_given_up(
    client: Client, moderator: User
) -> None:
    of = source()
    give(client, of, LIST, "read")
    first = RosterImport.objects.get()
    assert "is not finished" in errors_of(give(client, of, listed(line("X")), "read"))

    client.post(reverse("admin:directory_rosterimport_give_up", args=[first.pk]))

    assert RosterImport.objects.get().state == "failed"
    assert give(client, of, listed(line("X")), "read").status_code == 302
    answer = client.post(
        reverse("admin:directory_rosterimport_give_up", args=[first.pk]), follow=True
    )
    assert "ended already" in text(answer)


def test_the_way_to_a_proposal_ends_with_what_it_is_about(client: Client, moderator: User) -> None:
    one = proposals(1)[0]

    page = document_fromstring(
        client.get(address(RosterProposal, "change", one.pk)).content.decode()
    )

    way = page.xpath("//*[@class='breadcrumbs']")[0].text_content()
    assert way.split("›")[-1].strip().startswith("A list about")


def test_a_proposal_shows_both_sides_and_is_accepted(client: Client, moderator: User) -> None:
    one = proposals(1, lambda number: line(f"MT{number}", "Silva, Ana"))[0]
    page = text(client.get(address(RosterProposal, "change", one.pk)))
    assert "Ana Silva" in page and "Silva, Ana" in page and "December 31, 2099" in page

    answer = client.post(
        reverse("admin:directory_rosterproposal_decide", args=[one.pk]), {"step": "accept"}
    )

    assert answer.url == f"{PROPOSALS}?state=open"
    assert VerificationRecord.objects.get().checked_by == moderator
    again = client.post(
        reverse("admin:directory_rosterproposal_decide", args=[one.pk]), {"step": "decline"}
    )
    assert "decided about this already" in text(again)


def test_a_proposal_shows_what_the_public_will_read_and_that_a_second_person_is_needed(
    client: Client, moderator: User, settings: Any
) -> None:
    first, second = proposals(2)
    path = address(RosterProposal, "change", first.pk)
    page = text(client.get(path))
    assert "We found it on the official register on" in page
    assert "a second person" not in page

    settings.VERIFICATION_NEEDS_SECOND_PERSON = True
    together = {"action": "accept_selected", "_selected_action": [first.pk, second.pk]}
    assert "Each counts when a second person has agreed." in text(client.post(PROPOSALS, together))
    assert "It counts when a second person has agreed." in text(client.get(path))
    filters = "?_changelist_filters=state%3Dopen%26kind%3Dconfirms"
    decide = reverse("admin:directory_rosterproposal_decide", args=[first.pk])
    done = text(client.post(decide + filters, {"step": "accept"}, follow=True))

    assert "It waits for a second person." in done
    assert f'href="{address(RosterProposal, "change", second.pk)}{filters}"' in done


def test_a_number_that_is_alike_says_how_it_differs_and_is_never_accepted_with_others(
    client: Client, moderator: User
) -> None:
    stated("MT.0012345")
    imported(listed(line("0012345", "Silva, Bo")))
    (one,) = waiting()

    page = text(client.get(address(RosterProposal, "change", one.pk)))
    assert "The list writes the number without MT." in page
    assert "Only the surname is the same." in page
    chosen = {"action": "accept_selected", "_selected_action": [one.pk]}
    assert "1 of your choice cannot be accepted here" in text(client.post(PROPOSALS, chosen))

    decide = reverse("admin:directory_rosterproposal_decide", args=[one.pk])
    client.post(decide, {"step": "accept"})
    record = VerificationRecord.objects.get()
    assert (record.number, record.reference) == ("MT.0012345", "0012345, Active")


def test_a_missing_number_warns_when_rows_could_not_be_read(
    client: Client, moderator: User
) -> None:
    one = proposals(1, lambda number: "broken")[0]

    page = text(client.get(address(RosterProposal, "change", one.pk)))

    assert "1 row of this list could not be read" in page


def test_those_that_confirm_are_accepted_together_after_a_look(
    client: Client, moderator: User
) -> None:
    names = ["Ana Silva", "Ana Silva", "Bo Lee"]
    found = proposals(3, lambda number: line(f"MT{number}", names[number]))
    chosen = [one.pk for one in found]

    page = client.post(PROPOSALS, {"action": "accept_selected", "_selected_action": chosen})

    assert "1 of your choice cannot be accepted here" in text(page)
    assert text(page).count('name="proposal"') == 2
    assert not VerificationRecord.objects.exists()
    sent = [*chosen, "x", "9" * 30, "-1", "\0"]
    answer = client.post(
        reverse("admin:directory_rosterproposal_together"), {"proposal": sent}, follow=True
    )
    assert "2 were accepted." in text(answer)
    assert [one.pk for one in waiting()] == [chosen[2]]


def test_the_list_is_filtered_and_what_waits_comes_first(client: Client, moderator: User) -> None:
    found = proposals(2, lambda number: line(f"MT{number}", ["Ana Silva", "Bo Lee"][number]))
    RosterProposal.objects.filter(pk=found[0].pk).update(
        state="declined", decided_at=timezone.now()
    )

    for query, numbers in {
        "": ["MT1", "MT0"],
        "?state=open": ["MT1"],
        "?kind=confirms": ["MT0"],
        "?register=co-massage": ["MT1", "MT0"],
        "?state=nonsense%00": ["MT1", "MT0"],
        "?q=MT0": ["MT0"],
    }.items():
        rows = client.get(PROPOSALS + query).context["cl"].result_list
        assert [one.number for one in rows] == numbers, query


def test_entries_are_found_by_their_whole_number_and_by_no_name(
    client: Client, moderator: User
) -> None:
    imported(LIST)
    path = address(RosterEntry, "changelist")

    assert [one.number for one in client.get(f"{path}?q=mt-2").context["cl"].result_list] == ["MT2"]
    for query in ("?q=Bo", "?q=MT", "?q=Bo+Lee"):
        assert not client.get(path + query).context["cl"].result_list
    assert client.get(f"{path}?name__icontains=Bo").status_code == 400


def test_nobody_goes_through_entries_one_by_one(client: Client, moderator: User) -> None:
    imported(LIST)
    entry = RosterEntry.objects.earliest("pk")

    for user in (moderator, User.objects.create_superuser("root@example.com")):
        client.force_login(user)
        for page in ("change", "history"):
            answer = client.get(address(RosterEntry, page, entry.pk))
            assert answer.status_code == 404
            assert entry.name not in answer.text


@pytest.mark.parametrize("model", [RosterSource, RosterImport, RosterProposal, RosterEntry])
def test_lists_cost_the_same_at_any_length(
    client: Client, moderator: User, model: type[Any]
) -> None:
    path = address(model, "changelist")

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    proposals(1)
    cost()
    before = cost()
    for slug in ("tx-massage", "fl-massage", "ny-massage"):
        of = source(register=Register.objects.get(slug=slug))
        stated(f"N{slug}", register=of.register)
        imported(listed(line(f"N{slug}"), line("Z9")), of)
    assert cost() == before


@pytest.mark.parametrize(
    ("model", "lacking"),
    [(RosterProposal, "change_rosterproposal"), (RosterProposal, "change_verificationrecord")],
)
def test_who_lacks_the_right_decides_nothing(
    client: Client, moderator: User, model: type[Any], lacking: str
) -> None:
    one = proposals(1)[0]
    without(moderator, lacking)

    page = client.get(address(model, "change", one.pk))
    sent = client.post(
        reverse("admin:directory_rosterproposal_decide", args=[one.pk]), {"step": "accept"}
    )
    together = client.post(
        reverse("admin:directory_rosterproposal_together"), {"proposal": [one.pk]}
    )

    assert "Decide</h2>" not in text(page)
    assert (sent.status_code, together.status_code) == (403, 403)
    assert waiting() == [one]


def test_who_may_not_work_on_lists_gives_no_file_and_gives_nothing_up(
    client: Client, moderator: User
) -> None:
    found = begun(LIST)
    without(moderator, "change_rostersource")

    assert client.get(address(RosterSource, "file", found.source_id)).status_code == 403
    assert give(client, found.source, LIST, "read").status_code == 403
    assert client.get(address(RosterSource, "add")).status_code == 403
    give_up = reverse("admin:directory_rosterimport_give_up", args=[found.pk])
    assert client.post(give_up).status_code == 403
    assert RosterImport.objects.get().state == "waiting"


@pytest.mark.parametrize("number", ["0", "x", "9" * 30, "%00", "-1"])
def test_a_number_that_is_none_is_404(client: Client, moderator: User, number: str) -> None:
    for model, page in [
        (RosterSource, "file/"), (RosterImport, "change/"), (RosterProposal, "change/"),
    ]:  # fmt: skip
        path = f"{address(model, 'changelist')}{number}/{page}"
        assert client.get(path).status_code == 404


def test_steps_are_posts_and_imports_are_not_written_into(client: Client, moderator: User) -> None:
    found, one = begun(LIST), None

    assert client.post(address(RosterImport, "change", found.pk)).status_code == 403
    give_up = reverse("admin:directory_rosterimport_give_up", args=[found.pk])
    assert client.get(give_up).status_code == 405
    assert client.get(reverse("admin:directory_rosterproposal_together")).status_code == 405
    assert one is None


def without(user: User, codename: str) -> None:
    """All that moderators may do but this."""
    rights = Permission.objects.filter(group__user=user).exclude(codename=codename)
    user.user_permissions.set(rights)
    user.groups.clear()


def test_how_a_list_is_read_is_on_the_record_without_what_it_says(
    client: Client, moderator: User
) -> None:
    of = source()
    kept = columns(**of.columns) | {"words": "\n".join(of.active_words)}
    path = address(RosterSource, "change", of.pk)
    assert client.post(path, kept).status_code == 302
    lines = AuditEntry.objects.filter(subject="list")
    assert not lines.exists()

    changed = client.post(path, kept | {"words": "Active\nCanaryWord"})

    assert changed.status_code == 302
    line = lines.get()
    assert (line.kind, line.actor_number, line.subject_number, line.fields) == (
        "list.changed",
        moderator.pk,
        of.register.slug,
        ["words"],
    )
    give(client, of, LIST, "sample")
    sampled = lines.exclude(pk=line.pk).get()
    assert (sampled.kind, sampled.part) == ("list.changed", "sample")
    assert "Canary" not in str(list(AuditEntry.objects.values()))


def test_days_and_separators_are_saved_and_shown_as_they_were_chosen(
    client: Client, moderator: User
) -> None:
    of = source()
    path = address(RosterSource, "change", of.pk)
    chosen = columns(**of.columns) | {"words": "active", "delimiter": ";", "date_format": "%Y%m%d"}

    assert client.post(path, chosen).status_code == 302

    of.refresh_from_db()
    assert (of.delimiter, of.date_format) == (";", "%Y%m%d")
    form = client.get(path).context["adminform"].form
    assert (form["delimiter"].value(), form["date_format"].value()) == (";", "%Y%m%d")
