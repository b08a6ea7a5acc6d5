"""Fixtures that several tests of articles share."""

from tests.factories.fixtures import vocabulary

__all__ = ["vocabulary"]
