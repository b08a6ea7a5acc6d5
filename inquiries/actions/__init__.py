"""What changes inquiries: each step in one transaction, with its event and its mail."""
