"""The settings of the tests for the served site, which has a folder of mails to show."""

# ruff: noqa: TID251 (settings modules build on each other)

import os
from pathlib import Path

from sciatica_site.settings.test import *  # noqa: F403 (settings are composed by name)

EMAIL_FILE_PATH = Path(os.environ["MAIL_FOLDER_OF_TESTS"])
