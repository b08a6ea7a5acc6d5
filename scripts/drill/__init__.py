"""A restore drill: backups under write load, restored and looked at, with figures."""
