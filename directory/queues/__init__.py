"""The piles of work of the directory for moderators, and the named sets of rows that they count."""
