"""Entry point for WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

from .garbage import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sciatica_site.settings.production")
# This process answers visitors: its database connections get short time limits.
os.environ.setdefault("WEB_PROCESS", "1")

application = get_wsgi_application()
settle()
