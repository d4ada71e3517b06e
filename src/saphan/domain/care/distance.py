"""How far two places are from each other, as the crow flies."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

#: Mean radius of the earth in metres. Source: IUGG, R1 of GRS 80.
_EARTH = 6_371_008.8


def metres_between(
    latitude: float, longitude: float, other_latitude: float, other_longitude: float
) -> float:
    """The great-circle distance of two points in degrees of WGS 84, on a sphere (haversine)."""
    up, other_up = radians(latitude), radians(other_latitude)
    half = sin((other_up - up) / 2) ** 2
    half += cos(up) * cos(other_up) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(half)))
