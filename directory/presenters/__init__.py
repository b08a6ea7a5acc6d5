"""Presenters: each assembles several models for one page, in words, without any markup."""
