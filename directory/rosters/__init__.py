"""Lists of state boards: they are read to check what therapists state, never to list anybody."""
