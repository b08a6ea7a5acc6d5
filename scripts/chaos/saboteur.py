"""Kills and restarts at moments that a seed decides, spread over the whole run."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable

from .site import Site
from .smtp import MailServer

LEAST_ACTS = 7
#: One more act for each so many steps: a message, its confirmation or a mail.
STEPS_PER_ACT = 105
WEIGHTS = {
    "web worker killed": 8,
    "web master killed": 3,
    "mail worker killed": 3,
    "mail server away": 1,
    "database restarted": 2,
}


class Saboteur:
    """Acts when so many steps are done, so that short runs have their share."""

    def __init__(
        self, site: Site, smtp: MailServer, seed: int, steps: int, progress: Callable[[], int]
    ) -> None:
        self._site, self._smtp, self._progress = site, smtp, progress
        self._chance = random.Random(f"saboteur {seed}")  # noqa: S311 (repeatable, no secret)
        self._plan = self._make_plan(steps)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self.acts: Counter[str] = Counter()
        self.errors: list[str] = []

    @property
    def interruptions(self) -> int:
        """How often a mail can have been taken without the site having heard of it."""
        return self.acts["mail worker killed"] + self.acts["database restarted"]

    @property
    def is_at_work(self) -> bool:
        """False once all that was planned is done."""
        return self._thread.is_alive()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Waits until what it has torn down is up again."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(60)

    def _make_plan(self, steps: int) -> list[tuple[int, str]]:
        """After how many steps what is done; each kind at least once."""
        kinds = [kind for kind in WEIGHTS if self._can(kind)]
        total = max(LEAST_ACTS, steps // STEPS_PER_ACT)
        weights = [WEIGHTS[kind] for kind in kinds]
        acts = kinds + self._chance.choices(kinds, weights, k=total - len(kinds))
        self._chance.shuffle(acts)
        numbers = sorted(self._chance.uniform(0.02, 0.95) for _act in acts)
        return [(int(share * steps), act) for share, act in zip(numbers, acts, strict=True)]

    def _can(self, kind: str) -> bool:
        return kind != "database restarted" or self._site.database.is_server

    def _work(self) -> None:
        for number, act in self._plan:
            while self._progress() < number:
                if self._stopped.wait(0.02):
                    return
            time.sleep(self._chance.uniform(0, 0.4))
            try:
                self._do(act)
            except Exception as error:  # what the saboteur cannot do must not pass for done
                self.errors.append(f"{act}: {error}")
                return
            self.acts[act] += 1

    def _do(self, act: str) -> None:
        away = self._chance.uniform(0, 1)
        if act == "web worker killed":
            while not self._site.web.kill_child(self._chance) and not self._stopped.wait(0.1):
                pass
        elif act == "web master killed":
            self._site.web.kill_and_start(away)
        elif act == "mail worker killed":
            self._site.mail.kill_and_start(away)
        elif act == "mail server away":
            self._smtp.refuse()
            time.sleep(1 + away)
            self._smtp.listen()
        else:
            self._site.database.restart(away)
