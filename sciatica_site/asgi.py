"""Entry point for ASGI servers."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sciatica_site.settings.production")
# This process answers visitors: its database connections get short time limits.
os.environ.setdefault("WEB_PROCESS", "1")

application = get_asgi_application()
