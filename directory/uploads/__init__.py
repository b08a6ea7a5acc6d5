"""Files that therapists send: taken in, checked, kept and removed."""
