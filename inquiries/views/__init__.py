"""The pages of inquiries, one module per kind of reader."""
