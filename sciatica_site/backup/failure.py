"""The one error of backups: a line for whoever runs the command."""


class BackupFailed(Exception):
    """The text is one sentence without personal data that says what to do."""
