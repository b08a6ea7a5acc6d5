"""The site as a whole: every link leads somewhere, nothing stands alone, every topic is served."""

from __future__ import annotations

import io
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from lxml import html

from articles.data_files import CONTENT, read_data
from directory.models import (
    AssessmentItem,
    ComplementaryTreatment,
    Condition,
    PolicyKind,
    Technique,
)
from tests.factories.spots import load_spots

pytestmark = pytest.mark.django_db

TOPICS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "docs" / "traceability.yaml").read_text(encoding="utf-8")
)
#: A search has more addresses than can be visited: so many of each path are.
ADDRESSES_PER_PATH = 3
#: Files, the staff's area, and sign-in pages, which have tests of their own.
ELSEWHERE = ("/static/", "/admin/", "/accounts/")


@dataclass
class Site:
    """What a walk along all links found, by path."""

    linked_from: dict[str, set[str]] = field(default_factory=dict)
    wanted_ids: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)
    broken: list[tuple[str, int, str]] = field(default_factory=list)


@pytest.fixture
def filled(vocabulary: None) -> None:
    load_spots()
    call_command("import_articles", strict=True, stdout=io.StringIO())
    call_command("seed_demo", therapists=4, force=True, stdout=io.StringIO())


def walk(client: Client, start: str = "/") -> Site:
    site, queue, visited = Site(), deque([(start, "")]), set()
    seen_of: dict[str, int] = {}
    while queue:
        address, origin = queue.popleft()
        path = urlsplit(address).path
        if address in visited or path.startswith(ELSEWHERE):
            continue
        if seen_of.get(path, 0) >= ADDRESSES_PER_PATH:
            continue
        visited.add(address)
        seen_of[path] = seen_of.get(path, 0) + 1
        response = client.get(address)
        if response.status_code != 200:
            site.broken.append((address, response.status_code, origin))
            continue
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        root = html.fromstring(response.content)
        site.ids.setdefault(path, set()).update(root.xpath("//@id"))
        for href in root.xpath("//a/@href"):
            target, anchor = urldefrag(urljoin(address, href))
            if urlsplit(target).scheme or urlsplit(target).netloc:
                continue
            target_path = urlsplit(target).path
            if target_path != path:
                site.linked_from.setdefault(target_path, set()).add(path)
            if anchor:
                site.wanted_ids.setdefault(target_path, set()).add((anchor, path))
            queue.append((target, address))
    return site


_walked: list[Site] = []


@pytest.fixture
def site(request: pytest.FixtureRequest, client: Client) -> Site:
    """Walked once: what it found is plain data, whatever becomes of the database."""
    if not _walked:
        request.getfixturevalue("filled")
        _walked.append(walk(client))
    return _walked[0]


def test_every_link_of_every_page_leads_somewhere(site: Site) -> None:
    assert site.broken == []
    assert len(site.ids) > 80


def test_every_link_to_a_part_of_a_page_finds_that_part(site: Site) -> None:
    missing = [
        (f"{path}#{anchor}", origin)
        for path, wanted in site.wanted_ids.items()
        for anchor, origin in wanted
        if path in site.ids and anchor not in site.ids[path]
    ]

    assert missing == []


def test_no_article_stands_alone(site: Site) -> None:
    """Lists apart, something that a reader is reading leads to each article."""
    for path in CONTENT.glob("*.md"):
        sources = site.linked_from.get(f"/articles/{path.stem}/", set())
        readings = {source for source in sources if "/topics/" not in source} - {"/articles/", "/"}
        assert readings, f"Only lists lead to {path.stem}."


@pytest.mark.usefixtures("vocabulary")
def test_every_word_of_the_vocabulary_is_explained_and_linked(site: Site) -> None:
    for technique in Technique.objects.filter(is_active=True):
        assert site.linked_from[f"/techniques/{technique.slug}/"]
    for condition in Condition.objects.filter(is_active=True):
        assert site.linked_from[f"/conditions/{condition.slug}/"]
    words = site.ids["/profile-words/"]
    assert {f"policy-{kind.slug}" for kind in PolicyKind.objects.all()} <= words
    assert {f"assessment-{item.slug}" for item in AssessmentItem.objects.all()} <= words
    treatments = {treatment.slug for treatment in ComplementaryTreatment.objects.all()}
    assert treatments <= site.ids["/other-treatments/"]
    for page in ("/profile-words/", "/other-treatments/", "/self-care/", "/claims/"):
        assert len(site.linked_from[page]) > 1, page
    assert any(path.startswith("/therapists/") for path in site.linked_from["/profile-words/"])


@pytest.mark.usefixtures("filled")
def test_every_technique_and_every_condition_is_the_subject_of_an_article() -> None:
    for term in (*Technique.objects.all(), *Condition.objects.all()):
        assert term.articles.published().exists(), term.slug


def test_every_claim_has_its_place_on_the_page_of_claims(site: Site) -> None:
    assert {claim["id"] for claim in read_data("claims")} <= site.ids["/claims/"]


@pytest.mark.usefixtures("filled")
def test_every_topic_is_served_where_the_list_says_so(client: Client) -> None:
    found = html.fromstring(client.get("/therapists/").content)
    first, second = found.xpath("//*[@data-therapist]/@data-therapist")[:2]

    missing = []
    for topic in TOPICS:
        page = topic["page"].format(therapist=first, second=second)
        response = client.get(page)
        if response.status_code != 200 or topic["marker"] not in response.content.decode():
            missing.append((topic["topic"], page, topic["marker"]))

    assert missing == []


def test_the_list_of_topics_is_whole() -> None:
    names = [topic["topic"] for topic in TOPICS]

    assert len(names) >= 60
    assert len(set(names)) == len(names)
    assert {letter for topic in TOPICS for letter in topic["texts"]} == set("ABCDE")
