"""Made-up reports and messages, so that whoever tries the site finds both sides at work."""
