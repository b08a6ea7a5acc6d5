"""Factories of test data: each builds the smallest valid row; states are traits."""
