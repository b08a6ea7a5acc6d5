"""Measures whether answers about accounts take as long for an address that has one as for others.

Prints figures, changes nothing: the database is a temporary one (or that of DATABASE_URL, which
has to be empty). The password hasher is the real one, so a run takes some minutes.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "seven quiet lamps outside"  # noqa: S105 (of made-up people)
Samples = dict[str, list[float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=100, help="how often each is asked")
    pairs = parser.parse_args().pairs
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        from django.conf import settings
        from django.test import override_settings

        print(f"{settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}, {pairs} of each")
        # Without limits: they would answer in the place of what is measured.
        with override_settings(ACCOUNT_RATE_LIMITS=False, ALLOWED_HOSTS=["testserver"]):
            for name, ask in FLOWS.items():
                report(name, measure(ask, pairs))
        with override_settings(ALLOWED_HOSTS=["testserver"]):
            report_limit()


def prepare(folder: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "sciatica_site.settings.local"
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder / 'bench.sqlite3'}")
    os.environ["DEBUG"] = "0"
    os.environ["LOG_LEVEL"] = "ERROR"
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    add_people()


def add_people() -> None:
    from allauth.account.models import EmailAddress
    from django.contrib.auth.hashers import make_password

    from accounts.models import User

    password = make_password(PASSWORD)
    for kind in ("known", "inactive"):
        User.objects.bulk_create(
            User(email=f"{kind}-{n}@example.com", password=password, is_active=kind == "known")
            for n in range(2000)
        )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True)
        for user in User.objects.all()
    )


def post(path: str, data: dict[str, str]) -> tuple[float, int]:
    from django.test import Client

    client = Client()
    start = time.perf_counter()
    status = client.post(path, data).status_code
    return time.perf_counter() - start, status


def login(address: str) -> tuple[float, int]:
    return post("/accounts/login/", {"login": address, "password": "wrong password here"})


def reset(address: str) -> tuple[float, int]:
    return post("/accounts/password/reset/", {"email": address})


def sign_up(address: str) -> tuple[float, int]:
    return post("/accounts/signup/", {"email": address, "password1": PASSWORD})


FLOWS: dict[str, Callable[[str], tuple[float, int]]] = {
    "signing in with a wrong password": login,
    "asking for a new password": reset,
    "signing up": sign_up,
}


def measure(ask: Callable[[str], tuple[float, int]], pairs: int) -> Samples:
    """Asked in turn, so that a busy moment of the machine hits all kinds alike."""
    samples: Samples = {"known": [], "unknown": [], "inactive": []}
    for kind in samples:
        ask(f"{kind}-1999@example.com")
    for number in range(pairs):
        for kind, times in samples.items():
            seconds, _status = ask(f"{kind}-{number}@example.com")
            times.append(seconds * 1000)
    return samples


def report(name: str, samples: Samples) -> None:
    print(f"\n{name}")
    for kind, times in samples.items():
        print(f"  {kind:9} median {statistics.median(times):8.2f} ms")
    for kind in ("known", "inactive"):
        difference = statistics.median(samples[kind]) - statistics.median(samples["unknown"])
        p_value = kolmogorov_smirnov(samples[kind], samples["unknown"])
        print(f"  {kind:9} - unknown: {difference:+.2f} ms, Kolmogorov-Smirnov p = {p_value:.3f}")


def kolmogorov_smirnov(first: list[float], second: list[float]) -> float:
    """How likely two such different samples come from one distribution (asymptotic)."""
    values = sorted({*first, *second})
    gap = max(abs(_share(first, value) - _share(second, value)) for value in values)
    size = math.sqrt(len(first) * len(second) / (len(first) + len(second)))
    x = (size + 0.12 + 0.11 / size) * gap
    terms = (2 * (-1) ** (k - 1) * math.exp(-2 * k * k * x * x) for k in range(1, 101))
    return min(1.0, max(0.0, sum(terms)))


def _share(sample: list[float], value: float) -> float:
    return sum(one <= value for one in sample) / len(sample)


def report_limit() -> None:
    """A try that is over the limit must cost next to nothing."""
    results = [login("known-1998@example.com") for _ in range(25)]
    hashed = [seconds * 1000 for seconds, status in results if status == 200]
    refused = [seconds * 1000 for seconds, status in results if status == 429]
    print("\nover the limit")
    print(f"  {len(hashed)} tries that were checked: median {statistics.median(hashed):.2f} ms")
    print(f"  {len(refused)} that were refused:      median {statistics.median(refused):.2f} ms")


if __name__ == "__main__":
    main()
