"""Fixtures that several tests of the directory share."""

from tests.factories.fixtures import vocabulary

__all__ = ["vocabulary"]
