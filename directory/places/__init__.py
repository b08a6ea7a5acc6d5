"""From what a person types to a point on the map."""

from .resolve import PlaceAnswer, resolve

__all__ = ["PlaceAnswer", "resolve"]
