"""The demonstration walks itself through: real touches, and a picture of each step."""

from kiosk.tour.run import tour

__all__ = ["tour"]
