"""Backups of the database and the uploaded files, and the way back."""
