"""The editorial desk: what surrounds the form of an article in the admin."""
