"""A queued mail as moderators may know it."""

from __future__ import annotations

from sciatica_site.models import QueuedMail


def test_a_mail_is_called_by_its_number_and_not_by_its_recipients() -> None:
    mail = QueuedMail(pk=7, to=["ana@example.com"])

    assert str(mail) == "Mail 7"
