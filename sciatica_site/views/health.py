"""Answers for load balancers: is the process up, and can it serve visitors."""

from __future__ import annotations

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sciatica_site.hooks import readiness_checks
from sciatica_site.mail import holding, worker

logger = logging.getLogger(__name__)


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; a database that is away must not make a manager restart it."""
    return JsonResponse({"status": "up"})


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    problems = find_problems()
    answer: dict[str, object] = {
        "status": "not ready" if problems else "ready",
        "problems": problems,
    }
    # A queue that stands still is for people to see; pages are served as before.
    if not problems and (mail := mail_state()):
        answer["mail"] = mail
    return JsonResponse(answer, status=503 if problems else 200)


def mail_state() -> dict[str, object]:
    try:
        state: dict[str, object] = {**worker.state(timezone.now())}
        if hold := holding.current():
            # Nothing is sent until somebody has looked: see release_mail.
            state |= {"held_since": hold.since.isoformat(), "held_because": hold.why}
        return state
    except DatabaseError as error:
        logger.error("The mail queue could not be counted", exc_info=error)
        return {}


def find_problems() -> dict[str, str]:
    try:
        if problem := unapplied_migrations():
            return {"migrations": problem}
        found = {name: check() for name, check in readiness_checks}
    except DatabaseError as error:
        logger.error("Not ready: the database failed", exc_info=error)
        return {"database": "cannot be reached"}
    return {name: problem for name, problem in found.items() if problem}


def unapplied_migrations() -> str:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(plan)} not applied" if plan else ""
