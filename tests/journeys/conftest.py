"""Fixtures that the journeys share."""

from tests.factories.fixtures import vocabulary

__all__ = ["vocabulary"]
