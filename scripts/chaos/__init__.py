"""The chaos run: inquiries are sent while everything is killed, and none may be lost."""
