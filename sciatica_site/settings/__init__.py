"""Settings: base for all, then one short module for each place the site runs in."""
