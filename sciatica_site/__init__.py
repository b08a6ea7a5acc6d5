"""The project: its wiring and the machinery that every app shares."""
