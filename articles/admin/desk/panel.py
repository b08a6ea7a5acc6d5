"""The panel on top of an article in the admin: where it stands, what it lacks, what comes next."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from articles.actions.versions import next_version_of
from articles.choices import ArticleStatus
from articles.content_checks import Finding
from articles.models import Article
from articles.permissions import can_write, is_reviewer
from articles.readiness import hindrances, missing
from articles.trail import Trail, trail_of
from sciatica_site import day_counts

from .steps import STEPS, Step

#: The step that a reader of the panel waits for, by the state before it.
NEXT = {
    ArticleStatus.DRAFT: "submit",
    ArticleStatus.IN_REVIEW: "publish",
    ArticleStatus.SCHEDULED: "publish",
}


@dataclass(frozen=True)
class Button:
    """`asks` leads to a page with a form; otherwise the button itself does it."""

    label: str
    url: str
    asks: bool
    is_main: bool = False


@dataclass(frozen=True)
class Panel:
    article: Article
    revision: int
    state: str
    facts: list[str]
    #: What keeps the article from its next step, and how that list is introduced.
    lacks: list[str]
    lacks_title: str
    buttons: list[Button]
    #: The other row of the pair: the published article, or the next version of this one.
    original: Article | None = None
    version: Article | None = None


def panel(article: Article, user: User, findings: list[Finding]) -> Panel:
    trail = trail_of(article)
    version = next_version_of(article)
    return Panel(
        article=article,
        revision=trail.last_number,
        state=str(article.get_status_display()),
        facts=_facts(article, trail, user),
        lacks=_lacks(article, trail, findings),
        lacks_title=_lacks_title(article),
        buttons=[
            _button(step, article)
            for step in STEPS.values()
            if not step.is_hidden
            and step.is_open_to(user, article)
            and not (step.name == "new-version" and _is_in_work(version))
        ],
        original=article.revises,
        version=version if _is_in_work(version) else None,
    )


def _is_in_work(version: Article | None) -> bool:
    return version is not None and version.status != ArticleStatus.ARCHIVED


def step_url(article: Article, step: str) -> str:
    return reverse("admin:articles_article_step", args=[article.pk, step])


def _button(step: Step, article: Article) -> Button:
    return Button(
        label=str(step.label),
        url=step_url(article, step.name),
        asks=step.asks,
        is_main=step.name in {NEXT.get(ArticleStatus(article.status)), "approve", "confirm-review"},
    )


def _lacks(article: Article, trail: Trail, findings: list[Finding]) -> list[str]:
    if article.status == ArticleStatus.DRAFT:
        return missing(article, findings)
    if article.status in NEXT:
        day = article.publish_on or timezone.localdate()
        return hindrances(article, day, trail=trail, findings=findings)
    return []


def _lacks_title(article: Article) -> str:
    if article.status == ArticleStatus.DRAFT:
        return _("Before it can be sent to clinical review:")
    return _("Before it can go online:")


def _facts(article: Article, trail: Trail, user: User) -> list[str]:
    """What somebody has to know who decides about the next step."""
    return [*_on_state(article, trail), *_on_review(article), *_on_person(article, trail, user)]


def _on_state(article: Article, trail: Trail) -> list[str]:
    today = timezone.localdate()
    if article.status == ArticleStatus.IN_REVIEW:
        if trail.is_approved:
            return [_("Approved: an editor can publish it.")]
        return [_("Waits for a clinical reviewer.")]
    if article.status == ArticleStatus.SCHEDULED and article.publish_on:
        text = (
            _("Should have gone online on %(day)s; see what keeps it.")
            if article.publish_on < today
            else _("Goes online on %(day)s.")
        )
        return [text % {"day": date_format(article.publish_on)}]
    if article.review_reason:
        return [article.review_reason]
    return []


def _on_review(article: Article) -> list[str]:
    facts = []
    if article.is_reviewed and article.reviewed_on:
        facts.append(
            _("Reviewed by %(name)s on %(day)s.")
            % {"name": article.reviewer_name, "day": date_format(article.reviewed_on)}
        )
    elif article.is_published:
        facts.append(_("No health professional has reviewed it yet."))
    if article.is_review_due and article.next_review_on:
        days = (timezone.localdate() - article.next_review_on).days
        if days >= 0:
            facts.append(
                _("Its review was due on %(day)s: %(days)s over.")
                % {"day": date_format(article.next_review_on), "days": day_counts.in_words(days)}
            )
    return facts


def _on_person(article: Article, trail: Trail, user: User) -> list[str]:
    facts = []
    if is_reviewer(user) and trail.was_written_by(user) and article.status != ArticleStatus.DRAFT:
        facts.append(_("You had a hand in this text, so that somebody else has to review it."))
    if can_write(user) and article.status in {ArticleStatus.SCHEDULED, ArticleStatus.ARCHIVED}:
        facts.append(_("Its text cannot be changed in this state."))
    return facts
