"""What people type about inquiries, checked field by field."""
