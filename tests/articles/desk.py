"""People and texts of the editorial desk for tests."""

from __future__ import annotations

import datetime
from typing import Any

from django.test import Client

from accounts.models import User
from accounts.roles import sync
from articles.actions import record
from articles.choices import ArticleStatus, RevisionKind
from articles.models import Article, ArticleRevision, Claim, Reference
from articles.roles import EDITOR, REVIEWER
from tests.articles.forms import form_of
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.articles import ArticleFactory, ClaimFactory, ReferenceFactory

LIST = "/admin/articles/article/"
FAR = datetime.date(2100, 1, 1)
CARE = "::: care urgent See a doctor today if:\n- your foot drops when you walk\n:::\n"
CLAIM = "Massage may ease back pain for a while. [@Trial] [#C201]\n"
#: Long enough, easy to read, and it promises nothing.
BODY = (
    f"## In short\n\n{CLAIM}\n{CARE}\n## More\n\n"
    + "\n\n".join(["Walk a little each day. Rest when you need to. Go on with your life."] * 45)
    + "\n"
)


def editor() -> User:
    return _member("editor@example.com", EDITOR)


def reviewer() -> User:
    return _member("reviewer@example.com", REVIEWER)


def moderator() -> User:
    return ModeratorFactory()


def therapist() -> User:
    return UserFactory()


def root() -> User:
    return User.objects.filter(is_superuser=True).first() or User.objects.create_superuser(
        "root@example.com"
    )


def _member(email: str, role: Any) -> User:
    user = User.objects.filter(email=email).first()
    user = user or UserFactory(email=email, is_staff=True, name=f"{role.name} Person")
    user.groups.add(sync(role).group)
    return user


def ready(**fields: Any) -> Article:
    """A draft that lacks nothing, written by nobody in particular."""
    if not Reference.objects.filter(key="Trial").exists():
        ReferenceFactory(key="Trial")
    if not Claim.objects.filter(key="C201").exists():
        ClaimFactory(key="C201")
    defaults = {"body": BODY, "evidence_note": "About massage.", "next_review_on": FAR}
    return ArticleFactory(**(defaults | fields))


def in_state(status: str, **fields: Any) -> Article:
    """An article that has come to this state by a way that is possible."""
    state: dict[str, Any] = {"status": status}
    if status not in {"draft", "in-review"}:
        state |= {"reviewer_name": "A. Clinician, PT", "reviewed_on": datetime.date(2026, 4, 1)}
    if status in {"published", "review-due", "archived"}:
        state["published_on"] = datetime.date(2026, 3, 1)
    if status == "scheduled":
        state["publish_on"] = datetime.date(2099, 1, 1)
    article = ready(**(state | fields))
    record(article, RevisionKind.IMPORTED)
    if status in {"scheduled", "published", "review-due"}:
        record(article, RevisionKind.REVIEWED)
    return article


def approved(**fields: Any) -> Article:
    """In review, and a health professional has said yes."""
    article = in_state(
        "in-review",
        reviewer_name="A. Clinician, PT",
        reviewed_on=datetime.date(2026, 4, 1),
        **fields,
    )
    record(article, RevisionKind.REVIEWED)
    return article


def last_line(article: Article) -> ArticleRevision:
    return article.revisions.order_by("-number")[0]


def last_number(article: Article) -> int:
    return article.revisions.count()


def status_of(article: Article) -> str:
    return Article.objects.get(pk=article.pk).status


def change_url(article: Article) -> str:
    return f"{LIST}{article.pk}/change/"


def step_url(article: Article, step: str) -> str:
    return f"{LIST}{article.pk}/desk/{step}/"


def save(client: Client, article: Article, **changes: Any) -> Any:
    """Send the form as a browser does that has just opened it, with some fields changed."""
    return client.post(change_url(article), form_of(client, change_url(article)) | changes)


ALL_STATES = [status.value for status in ArticleStatus]
