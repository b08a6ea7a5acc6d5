"""Brings article files into the database: reading, cleaning, loading."""
