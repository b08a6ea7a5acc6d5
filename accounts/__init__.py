"""People who sign in: their accounts and how they get in."""
