"""Put together what pages of inquiries show."""
