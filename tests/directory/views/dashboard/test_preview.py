"""The own profile as patients would see it, in frames that nobody else may use."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from directory.actions import moderation
from directory.choices import RevisionStatus
from directory.models import CredentialKind, Technique, Therapist
from sciatica_site.stylesheets import PAPER, bundle
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import CredentialFactory, TherapistFactory, demo_therapist
from tests.factories.places import load_real_places
from tests.factories.profiles import PhotoFactory, RevisionFactory, UnsavedTextFactory, changed
from tests.repository.test_headers import HEADERS, POLICY, parse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

FRAMES = "/dashboard/preview/"
PAGE = "/dashboard/preview/page/"
MAIN = re.compile(r"<main.*</main>", re.DOTALL)


@pytest.fixture
def therapist(client: Client) -> Therapist:
    load_real_places()
    found = demo_therapist(1)
    Therapist.objects.filter(pk=found.pk).update(is_demo=False)
    client.force_login(found.owner)
    return found


def main_of(response: Any) -> str:
    found = MAIN.search(response.content.decode())
    assert found
    return found[0]


def submitted(therapist: Therapist, **changes: Any) -> Any:
    return RevisionFactory(
        therapist=therapist, status=RevisionStatus.SUBMITTED, changes=changes, based_on=None
    )


def edited(therapist: Therapist) -> dict[str, Any]:
    document = changed(therapist, {"about": {"name": "Ana <Ruiz> & Co", "intro": "New words."}})
    place = document["place"]["locations"][0]
    document["place"]["locations"].append(place | {"key": "new", "city": "Lakewood"})
    document["access"]["places"]["new"] = {"step-free": True}
    document["credentials"]["credentials"].reverse()
    document["techniques"]["techniques"] = document["techniques"]["techniques"][:1]
    return document


def test_the_preview_is_byte_for_byte_what_approving_gives(
    client: Client, therapist: Therapist
) -> None:
    therapist.locations.exclude(position=0).delete()
    therapist.locations.update(postal_code="80202")
    revision = submitted(therapist)
    revision.content = edited(therapist)
    revision.save()
    Therapist.objects.filter(pk=therapist.pk).update(status="pending", published_at=None, slug="x")

    preview = client.get(PAGE)
    assert client.get("/therapists/ana-ruiz-co/").status_code == 404
    moderation.approve(revision.pk, version=revision.version, by=ModeratorFactory())
    public = Client().get("/therapists/ana-ruiz-co/")

    assert public.status_code == preview.status_code == 200
    assert main_of(preview) == main_of(public)
    assert "Lakewood" in main_of(public)


def test_without_a_draft_it_is_the_public_page(client: Client, therapist: Therapist) -> None:
    Therapist.objects.filter(pk=therapist.pk).update(confirmed_on="2099-01-01")

    preview, public = client.get(PAGE), Client().get(therapist.get_absolute_url())

    assert main_of(preview) == main_of(public)
    assert "It shows your profile as it is now." in preview.content.decode()


def test_the_bar_stands_outside_the_page_and_robots_stay_away(
    client: Client, therapist: Therapist
) -> None:
    RevisionFactory(therapist=therapist)

    response = client.get(PAGE)

    assert "This is a preview." in response.content.decode()
    assert "Only you see this draft." in response.content.decode()
    assert "This is a preview." not in main_of(response)
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert "application/ld+json" not in response.content.decode()
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-store"}


@pytest.mark.parametrize("path", [FRAMES, PAGE])
def test_only_its_therapist_sees_a_preview(client: Client, path: str) -> None:
    assert client.get(path).status_code == 302
    client.force_login(UserFactory())
    assert client.get(path).status_code == 404
    client.force_login(ModeratorFactory())
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", [FRAMES, PAGE])
def test_a_preview_is_only_looked_at(client: Client, therapist: Therapist, path: str) -> None:
    assert client.post(path).status_code == 405


def test_a_text_of_somebody_else_is_never_shown(client: Client, therapist: Therapist) -> None:
    other = TherapistFactory(published=True)
    RevisionFactory(therapist=other, changes={"about": {"intro": "Canary of another."}})

    for path in (FRAMES, PAGE, f"{PAGE}?therapist={other.pk}"):
        assert "Canary" not in client.get(path).content.decode()


def test_frames_are_allowed_on_these_two_pages_and_no_others(
    client: Client, therapist: Therapist
) -> None:
    frames, page = client.get(FRAMES), client.get(PAGE)
    public = client.get(therapist.get_absolute_url())

    assert parse(frames["Content-Security-Policy"]) == POLICY | {"frame-src": {"'self'"}}
    assert frames["X-Frame-Options"] == "DENY"
    assert parse(page["Content-Security-Policy"]) == POLICY | {"frame-ancestors": {"'self'"}}
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert parse(public["Content-Security-Policy"]) == POLICY
    for name, value in HEADERS.items():
        if name != "X-Frame-Options":
            assert frames[name] == page[name] == value


def test_the_frames_are_named_and_show_the_page_and_the_paper(
    client: Client, therapist: Therapist
) -> None:
    html = client.get(FRAMES).content.decode()

    assert f'src="{PAGE}" title="Your profile on a phone"' in html
    assert f'src="{PAGE}?as=paper" title="Your profile on paper"' in html
    assert "You have no draft." in html


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (RevisionStatus.DRAFT, "This is your draft as patients would see it"),
        (RevisionStatus.CHANGES_ASKED, "This is your draft as patients would see it"),
        (RevisionStatus.SUBMITTED, "This is what waits for a moderator"),
    ],
)
def test_the_page_says_what_is_previewed(
    client: Client, therapist: Therapist, status: str, words: str
) -> None:
    RevisionFactory(therapist=therapist, status=status)

    assert words in client.get(FRAMES).content.decode()


def test_text_that_is_not_saved_is_mentioned(client: Client, therapist: Therapist) -> None:
    words = "Some pages hold text that is not saved yet."
    assert words not in client.get(FRAMES).content.decode()

    UnsavedTextFactory(therapist=therapist)

    assert words in client.get(FRAMES).content.decode()


def test_paper_has_the_rules_of_print_on_the_screen(client: Client, therapist: Therapist) -> None:
    html = client.get(f"{PAGE}?as=paper").content.decode()
    address = bundle("paper").url

    assert f'<link rel="stylesheet" href="{address}">' in html
    assert address not in client.get(PAGE).content.decode()
    css = client.get(address)
    assert css.status_code == 200
    assert "@media print" not in css.text
    assert css.text.count("@media all") == len(PAPER)


def test_every_sheet_with_rules_for_print_is_part_of_paper(settings: Any) -> None:
    folder = settings.BASE_DIR / "static" / "css"
    found = {
        path.relative_to(folder).with_suffix("").as_posix()
        for path in folder.rglob("*.css")
        if "@media print" in path.read_text()
    }

    assert found == set(PAPER)


@pytest.mark.parametrize(
    "query", ["?as=", "?as=screen", "?as=paper&as=x", "?as=%00", "?as=%ED%A0%80", "?slug=a"]
)
def test_anything_else_in_the_address_gives_the_page(
    client: Client, therapist: Therapist, query: str
) -> None:
    assert client.get(PAGE + query).status_code == 200


def test_what_is_no_longer_there_is_named_with_the_way_to_put_it_right(
    client: Client, therapist: Therapist
) -> None:
    revision = RevisionFactory(therapist=therapist)
    document = revision.content
    document["about"] |= {"photo": PhotoFactory.build().token, "languages": ["lost-language"]}
    document["place"]["locations"][0] |= {"key": "new", "postal_code": "00000"}
    document["techniques"]["techniques"][0]["technique"] = "lost-technique"
    document["access"]["comfort"] = {"lost-comfort": True}
    revision.save()

    response = client.get(PAGE)

    html = response.content.decode()
    assert response.status_code == 409
    assert "There is no preview yet" in html
    for words, page in (
        ("“lost language” can no longer be chosen.", "place"),
        ("“lost technique” can no longer be chosen.", "techniques"),
        ("“lost comfort” can no longer be chosen.", "access"),
    ):
        assert f'{words} <a href="/dashboard/profile/{page}/">' in html
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_a_new_photo_is_shown_from_where_only_its_therapist_gets_it(
    client: Client, therapist: Therapist
) -> None:
    old, new = PhotoFactory(therapist=therapist), PhotoFactory(therapist=therapist)
    Therapist.objects.filter(pk=therapist.pk).update(photo=old)

    approved = main_of(client.get(PAGE))
    RevisionFactory(therapist=therapist, changes={"about": {"photo": new.token}})
    draft = main_of(client.get(PAGE))

    assert f'src="/photos/{old.token}.jpg"' in approved
    assert f'src="/dashboard/photo/{new.token}/"' in draft


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"about": {"photo": "gone"}}, "Your photo was removed."),
        ({"place": "00000"}, "We do not know the ZIP code 00000."),
    ],
)
def test_a_photo_and_a_zip_code_that_are_gone_are_named(
    client: Client, therapist: Therapist, changes: dict[str, Any], words: str
) -> None:
    revision = RevisionFactory(therapist=therapist)
    if "about" in changes:
        revision.content["about"] |= changes["about"]
    else:
        revision.content["place"]["locations"][0] |= {"key": "new", "postal_code": "00000"}
    revision.save()

    response = client.get(PAGE)

    assert response.status_code == 409
    assert words in response.content.decode()


def test_a_word_that_can_no_longer_be_chosen_is_still_shown(
    client: Client, therapist: Therapist
) -> None:
    Technique.objects.update(is_active=False)
    CredentialKind.objects.update(is_active=False)
    RevisionFactory(therapist=therapist)

    assert client.get(PAGE).status_code == 200


def test_a_preview_takes_a_fixed_number_of_queries(
    client: Client, therapist: Therapist, django_assert_max_num_queries: Any
) -> None:
    CredentialFactory(therapist=therapist)
    RevisionFactory(therapist=therapist)

    with django_assert_max_num_queries(100):
        client.get(PAGE)
    with django_assert_max_num_queries(25):
        client.get(FRAMES)
