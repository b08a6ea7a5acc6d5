"""Changes that reach across rows: each keeps the search rows true in the same transaction."""
