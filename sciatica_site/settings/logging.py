"""Where log lines go: JSON on standard output, without personal data."""

from __future__ import annotations

from typing import Any


def config(*, level: str = "INFO", formatter: str = "json") -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"private": {"()": "sciatica_site.logs.PrivacyFilter"}},
        "formatters": {
            "json": {"()": "sciatica_site.logs.JsonFormatter"},
            "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "filters": ["private"],
                "formatter": formatter,
            },
        },
        "root": {"handlers": ["stdout"], "level": "WARNING"},
        "loggers": {
            # No mail to ADMINS: it would carry what visitors typed.
            "django": {"handlers": ["stdout"], "level": level, "propagate": False},
            # runserver has a handler of its own, which prints query strings.
            "django.server": {"handlers": ["stdout"], "level": level, "propagate": False},
            # Its DEBUG lines hold the parameters of queries.
            "django.db.backends": {"level": "WARNING"},
            "sciatica_site": {"level": level},
            "accounts": {"level": level},
            "directory": {"level": level},
            "articles": {"level": level},
            "inquiries": {"level": level},
            # Its INFO says every few seconds that there is nothing to do; and without a
            # handler here the package would bring its own, which knows no privacy filter.
            "post_office": {"handlers": ["stdout"], "level": "WARNING", "propagate": False},
        },
    }
