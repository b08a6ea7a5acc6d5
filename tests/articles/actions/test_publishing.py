"""A text goes online when everything about it is in order: now, or on its day."""

import copy
import datetime
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.test import Client
from pytest_django import DjangoDbBlocker

from articles.actions import desk, publishing, versions, writing
from articles.actions.guarding import Refused
from articles.choices import RevisionKind
from articles.models import Article, ArticleText, Claim
from articles.trail import trail_of
from tests.articles.desk import (
    BODY,
    approved,
    editor,
    in_state,
    last_line,
    ready,
    reviewer,
    status_of,
)
from tests.own_database import own_database

TODAY = datetime.date(2026, 11, 22)
LATER = datetime.date(2026, 12, 24)


@pytest.mark.django_db
@time_machine.travel(TODAY)
def test_an_approved_text_is_online_at_once(client: Client) -> None:
    article = approved()

    publishing.publish(article=article, by=editor())

    article.refresh_from_db()
    assert (article.status, article.published_on, article.updated_on) == ("published", TODAY, TODAY)
    assert client.get(article.get_absolute_url()).status_code == 200
    assert ArticleText.objects.filter(article=article).exists()
    line = last_line(article)
    assert (line.kind, line.reader_note) == (RevisionKind.PUBLISHED, "First published.")
    assert (line.from_status, line.to_status) == ("in-review", "published")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"author": " "}, "The author is missing"),
        ({"evidence_note": ""}, "What the evidence grade means here is missing"),
        ({"next_review_on": None}, "date of the next review is missing"),
        ({"next_review_on": TODAY}, "next review has to be after the day of publication"),
        ({"reviewer_name": "", "reviewed_on": None}, "reviewer and date are missing"),
        ({"body": BODY.replace("[@Trial]", "")}, "cites no reference"),
        ({"body": BODY.replace("care urgent", "do")}, "no care card"),
        ({"body": BODY.replace("[#C201]", "")}, "names no claim"),
        ({"body": BODY + "\n::: figure nothing\n:::\n"}, "There is no picture “nothing”"),
        ({"body": BODY + "\nMassage cures sciatica.\n"}, "cures"),
        ({"body": BODY + "\n[Here](/articles/nowhere/)\n"}, "There is no page"),
    ],
)
@time_machine.travel(TODAY)
def test_what_is_missing_is_named_and_nothing_goes_online(
    fields: dict[str, Any], reason: str
) -> None:
    article = approved()
    Article.objects.filter(pk=article.pk).update(**fields)

    with pytest.raises(Refused) as refused:
        publishing.publish(article=article, by=editor())

    assert any(reason in one for one in refused.value.reasons), refused.value.reasons
    assert status_of(article) == "in-review"


@pytest.mark.django_db
def test_an_effect_without_a_claim_keeps_an_article_back() -> None:
    article = approved(body=f"{BODY}\nMassage reduces pain. [@Trial]\n")

    with pytest.raises(Refused, match="Line"):
        publishing.publish(article=article, by=editor())


@pytest.mark.django_db
def test_a_text_that_changed_after_its_review_waits_for_another_one() -> None:
    article = approved()
    writing.write(article=article, by=editor(), content={"summary": "New words."})

    with pytest.raises(Refused, match="does not hold any more"):
        publishing.publish(article=article, by=editor())


@pytest.mark.django_db
def test_a_reviewer_does_not_publish() -> None:
    with pytest.raises(PermissionDenied):
        publishing.publish(article=approved(), by=reviewer())


@pytest.mark.django_db
@time_machine.travel(TODAY)
def test_a_day_to_come_puts_it_on_the_calendar(client: Client) -> None:
    article = approved()

    publishing.publish(article=article, by=editor(), on=LATER, reader_note="Now online.")

    article.refresh_from_db()
    assert (article.status, article.publish_on, article.published_on) == ("scheduled", LATER, None)
    assert client.get(article.get_absolute_url()).status_code == 404
    assert last_line(article).kind == RevisionKind.SCHEDULED


@pytest.mark.django_db
@time_machine.travel(TODAY)
def test_a_day_that_has_passed_is_refused() -> None:
    with pytest.raises(Refused, match="The day of publication has passed"):
        publishing.publish(article=approved(), by=editor(), on=datetime.date(2026, 11, 21))


@pytest.mark.django_db
@time_machine.travel(TODAY)
def test_the_day_must_come_before_the_next_review() -> None:
    article = approved(next_review_on=datetime.date(2026, 12, 1))

    with pytest.raises(Refused, match="after the day of publication"):
        publishing.publish(article=article, by=editor(), on=LATER)


@pytest.mark.django_db
def test_the_due_job_publishes_on_the_day_and_not_before() -> None:
    by = editor()
    with time_machine.travel(TODAY) as clock:
        article = approved()
        publishing.publish(article=article, by=by, on=LATER, reader_note="Now online.")
        assert publishing.publish_due(_now()) == "0 articles published"

        clock.move_to(LATER)
        assert publishing.publish_due(_now()) == "1 article published"
        assert publishing.publish_due(_now()) == "0 articles published"

    article.refresh_from_db()
    assert (article.status, article.published_on, article.publish_on) == ("published", LATER, None)
    line = last_line(article)
    assert (line.actor, line.reader_note) == (by, "Now online.")
    told = article.revisions.exclude(reader_note="").values_list("kind", flat=True)
    assert list(told) == [RevisionKind.PUBLISHED], "Readers are told once."


@pytest.mark.django_db
def test_one_that_cannot_go_online_is_reported_and_stops_no_other() -> None:
    with time_machine.travel(TODAY) as clock:
        stuck, fine = approved(title="Stuck"), approved(title="Fine")
        for article in (stuck, fine):
            publishing.publish(article=article, by=editor(), on=LATER)
        Article.objects.filter(pk=stuck.pk).update(evidence_note="")
        clock.move_to(LATER)

        line = publishing.publish_due(_now())

    assert line.startswith("1 article published; “Stuck” not published: ")
    assert "evidence grade means here is missing" in line
    assert (status_of(stuck), status_of(fine)) == ("scheduled", "published")


@pytest.mark.django_db
def test_a_mistake_of_the_program_stops_no_other_either(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(article: Article, *args: Any, **kwargs: Any) -> list[str]:
        if article.title == "Stuck":
            raise ValueError("a mistake")
        return []

    with time_machine.travel(TODAY) as clock:
        stuck, fine = approved(title="Stuck"), approved(title="Fine")
        for article in (stuck, fine):
            publishing.publish(article=article, by=editor(), on=LATER)
        monkeypatch.setattr(publishing, "hindrances", broken)
        clock.move_to(LATER)

        line = publishing.publish_due(_now())

    assert line == "1 article published; “Stuck” not published: the log says why"
    assert status_of(fine) == "published"


@pytest.mark.django_db
def test_a_next_version_takes_the_place_of_the_published_text(client: Client) -> None:
    article = in_state("published", source_path="one.md")
    address, url = (article.slug, article.published_on), article.get_absolute_url()
    with time_machine.travel(TODAY):
        version = versions.start_new_version(article=article, by=editor())
        writing.write(
            article=version,
            by=editor(),
            content={"title": "Told anew", "body": BODY.replace("Rest when", "Sit when", 1)},
        )
        assert "Told anew" not in client.get(url).text
        desk.submit(article=version, by=editor())
        desk.approve(
            article=version,
            by=reviewer(),
            revision=trail_of(version).last_number,
            reviewer_name="B. Clinician, MD",
        )
        assert "Told anew" not in client.get(url).text

        shown = publishing.publish(article=version, by=editor())

    assert shown.pk == article.pk
    assert not Article.objects.filter(pk=version.pk).exists()
    article.refresh_from_db()
    assert (article.slug, article.published_on) == address
    assert article.updated_on == TODAY
    assert (article.reviewer_name, article.reviewed_on) == ("B. Clinician, MD", TODAY)
    assert article.is_edited_here, "An import leaves it alone from now on."
    text = client.get(url).text
    assert "Told anew" in text
    assert "Sit when" in text
    assert "Text revised." in text


@pytest.mark.django_db
def test_the_history_of_a_next_version_goes_on_in_that_of_the_article() -> None:
    article = in_state("published")
    version = versions.start_new_version(article=article, by=editor())
    desk.submit(article=version, by=editor())
    desk.approve(
        article=version,
        by=reviewer(),
        revision=trail_of(version).last_number,
        reviewer_name="B. Clinician",
    )
    publishing.publish(article=version, by=editor(), reader_note="More about heat.")

    lines = article.revisions.order_by("number").values_list("number", "kind")
    assert list(lines) == [
        (1, "imported"),
        (2, "reviewed"),
        (3, "written"),
        (4, "submitted"),
        (5, "reviewed"),
        (6, "published"),
    ]
    assert last_line(article).reader_note == "More about heat."


@pytest.mark.django_db
def test_claims_references_and_links_move_with_a_next_version() -> None:
    other = ready(title="Other")
    article = in_state("review-due", review_reason="A new trial.")
    version = versions.start_new_version(article=article, by=editor())
    writing.write(article=version, by=editor(), content={"related": [other.slug]})
    _to_approval(version)

    publishing.publish(article=version, by=editor())

    article.refresh_from_db()
    assert [c.reference.key for c in article.citations.all()] == ["Trial"]
    assert list(Claim.objects.filter(uses__article=article)) == [Claim.objects.get()]
    assert list(article.related.all()) == [other]
    assert (article.status, article.review_reason) == ("published", "")


@pytest.mark.django_db
def test_a_correction_of_the_published_text_does_not_get_lost() -> None:
    article = in_state("published")
    version = versions.start_new_version(article=article, by=editor())
    _to_approval(version)
    corrected = {"body": article.body.replace("Walk a little", "Walk some", 1)}
    writing.correct(article=article, by=editor(), content=corrected, reader_note="A word.")

    with pytest.raises(Refused, match="corrected after this version was last written"):
        publishing.publish(article=version, by=editor())

    desk.send_back(article=version, by=editor(), note="Carry the correction over.")
    writing.write(article=version, by=editor(), content=corrected)
    _to_approval(version)
    publishing.publish(article=version, by=editor())
    assert "Walk some" in Article.objects.get(pk=article.pk).body


@pytest.mark.django_db
def test_a_next_version_of_what_is_archived_stays_where_it_is() -> None:
    article = in_state("published")
    version = versions.start_new_version(article=article, by=editor())
    _to_approval(version)
    Article.objects.filter(pk=article.pk).update(status="archived")

    with pytest.raises(Refused, match="not public any more"):
        publishing.publish(article=version, by=editor())


@pytest.mark.django_db
def test_a_scheduled_next_version_replaces_the_text_on_its_day(client: Client) -> None:
    with time_machine.travel(TODAY) as clock:
        article = in_state("published")
        version = versions.start_new_version(article=article, by=editor())
        writing.write(article=version, by=editor(), content={"title": "Told anew"})
        _to_approval(version)
        publishing.publish(article=version, by=editor(), on=LATER)
        assert "Told anew" not in client.get(article.get_absolute_url()).text
        clock.move_to(LATER)

        publishing.publish_due(_now())

        assert "Told anew" in client.get(article.get_absolute_url()).text


def test_two_who_publish_at_the_same_moment_publish_once(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), own_database(tmp_path):
        article, by = approved(), editor()
        outcomes = _at_once(lambda: publishing.publish(article=article, by=by))

        assert sorted(outcomes) == ["Article", "Refused"]
        kinds = list(article.revisions.values_list("kind", flat=True))
        assert kinds.count(RevisionKind.PUBLISHED) == 1

        version = versions.start_new_version(article=article, by=by)
        _to_approval(version)
        outcomes = _at_once(lambda: publishing.publish(article=copy.copy(version), by=by))
        assert sorted(outcomes) == ["Article", "Refused"]
        assert Article.objects.filter(status="published").count() == 1


def _at_once(publish: Callable[[], object], people: int = 2) -> list[str]:
    """What became of several tries, each in a thread with a connection of its own."""
    here = connections["default"]
    barrier = threading.Barrier(people)
    outcomes: list[str] = []

    def try_it() -> None:
        own = type(here)(copy.deepcopy(here.settings_dict), "default")
        connections["default"] = own
        try:
            barrier.wait(20)
            outcomes.append(type(publish()).__name__)
        except Exception as error:  # whatever it is, the test compares its name
            outcomes.append(type(error).__name__)
        finally:
            own.close()

    threads = [threading.Thread(target=try_it) for _ in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def _to_approval(version: Article) -> None:
    desk.submit(article=version, by=editor())
    desk.approve(
        article=version,
        by=reviewer(),
        revision=trail_of(version).last_number,
        reviewer_name="B. Clinician",
    )


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
