"""What reports of profiles mean: where one stands, what may be said of it, and to whom."""
